using PreExam.Domain.Identifiers;
using PreExam.Domain.People;
using PreExam.Persistence.Keys;

namespace PreExam.Server.Accounts;

/// <summary>Seals what we know of a person, and reveals it to the few who need it: checks, notices, the person.</summary>
internal sealed class PersonReader(FieldCipher cipher, LookupHash hashes)
{
    private const string OpenidColumn = "person.openid";
    private const string SessionKeyColumn = "person.sessionKey";
    private const string PhoneColumn = "person.phone";
    private const string NameColumn = "person.name";
    private const string IdNumberColumn = "person.idNumber";

    public string? Openid(Person person) => Reveal(OpenidColumn, person.OpenidSealed);

    public string? SessionKey(Person person) => Reveal(SessionKeyColumn, person.SessionKeySealed);

    public string? Phone(Person person) => Reveal(PhoneColumn, person.PhoneSealed);

    public string? Name(Person person) => Reveal(NameColumn, person.NameSealed);

    public string? IdNumber(Person person) => Reveal(IdNumberColumn, person.IdNumberSealed);

    public string? MaskedPhone(Person person) =>
        Phone(person) is not { } phone ? null : MobileNumber.TryParse(phone, null, out var mobile) ? mobile.Masked : Masks.Middle(phone, 2, 2);

    public string? MaskedIdNumber(Person person) =>
        IdNumber(person) is { } number && ResidentId.TryParse(number, null, out var id) ? id.Masked : null;

    public string? MaskedName(Person person) => Masks.Name(Name(person));

    public string SealOpenid(string openid) => cipher.Protect(OpenidColumn, openid);

    public string SealSessionKey(string key) => cipher.Protect(SessionKeyColumn, key);

    public string SealPhone(string phone) => cipher.Protect(PhoneColumn, phone);

    public string SealName(string name) => cipher.Protect(NameColumn, name);

    public string SealIdNumber(string number) => cipher.Protect(IdNumberColumn, number);

    public string HashPhone(string phone) => hashes.Of(PhoneColumn, phone);

    public string HashIdNumber(string number) => hashes.Of(IdNumberColumn, number);

    public string HashOpenid(string openid) => hashes.Of(OpenidColumn, openid);

    /// <summary>By every key version: rows keep the hash of the version they were written with.</summary>
    public IReadOnlyList<string> OpenidHashes(string openid) => hashes.AllOf(OpenidColumn, openid);

    private string? Reveal(string column, string? value) => value is null ? null : cipher.Reveal(column, value);
}

/// <summary>Enough to be recognised by the person, too little for anybody else.</summary>
internal static class Masks
{
    /// <summary>张*, 欧***: the first character stays.</summary>
    public static string? Name(string? name)
    {
        if (string.IsNullOrEmpty(name)) return null;
        var first = System.Globalization.StringInfo.GetNextTextElement(name); // a rare surname may be two UTF-16 units
        return first + new string('*', Math.Clamp(new System.Globalization.StringInfo(name).LengthInTextElements - 1, 1, 3));
    }

    public static string Middle(string text, int head, int tail) =>
        text.Length <= head + tail ? new string('*', text.Length) : text[..head] + new string('*', text.Length - head - tail) + text[^tail..];
}
