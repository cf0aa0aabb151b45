using System.Globalization;

namespace PreExam.Specimens;

/// <summary>
/// Somebody who does not exist: the name says so, and area code 331199 belongs to no county. The number's check character is
/// right all the same, so that a specimen passes the same check as a real card.
/// </summary>
public sealed record Persona(string Name, string Sex, DateOnly Born, string Address, string IdNumber)
{
    private const string Area = "331199";

    public static readonly Persona Operator = Invent("陈样本", "男", new DateOnly(1990, 3, 7), "样本省样本县样本镇示例路12号", 101);
    public static readonly Persona Landlord = Invent("林样本", "女", new DateOnly(1968, 11, 23), "样本省样本县样本镇示例街5号", 204);
    public static readonly Persona Agent = Invent("周样本", "女", new DateOnly(1985, 6, 2), "样本省样本县样本镇试验弄3号", 308);

    /// <summary>One of many thousands, the same for the same seed.</summary>
    public static Persona Of(Random random)
    {
        var born = new DateOnly(1950, 1, 1).AddDays(random.Next(20_000));
        var sequence = random.Next(1, 999);
        return Invent(
            "赵钱孙李周吴郑王冯陈"[random.Next(10)] + "样本", sequence % 2 == 1 ? "男" : "女", born,
            $"样本省样本县样本镇{"示例试验演示"[(random.Next(3) * 2)..][..2]}路{random.Next(1, 300)}号", sequence);
    }

    private static Persona Invent(string name, string sex, DateOnly born, string address, int sequence)
    {
        var body = Area + born.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + sequence.ToString("000", CultureInfo.InvariantCulture);
        return new Persona(name, sex, born, address, body + CheckCharacter(body));
    }

    /// <summary>ISO 7064 MOD 11-2, written here once more: the truth must not come from the code under test.</summary>
    private static char CheckCharacter(string body)
    {
        var remainder = 0;
        foreach (var digit in body) remainder = (remainder + (digit - '0')) * 2 % 11;
        var check = (12 - remainder) % 11;
        return check == 10 ? 'X' : (char)('0' + check);
    }
}
