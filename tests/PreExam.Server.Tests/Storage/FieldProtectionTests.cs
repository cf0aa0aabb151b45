using System.Security.Cryptography;
using CsCheck;
using PreExam.Persistence.Keys;

namespace PreExam.Server.Tests.Storage;

public sealed class FieldProtectionTests
{
    private const string Column = "person.name";
    private static readonly TestRing Ring = new(versions: 1);
    private static readonly FieldCipher Cipher = new(Ring);
    private static readonly LookupHash Hash = new(Ring);

    [Fact]
    public void What_is_sealed_opens_again_and_looks_different_every_time() => Gen.String.Where(IsText).Sample(plain =>
    {
        var one = Cipher.Protect(Column, plain);
        var other = Cipher.Protect(Column, plain);
        return one != other && Cipher.Reveal(Column, one) == plain && Cipher.Reveal(Column, other) == plain;
    });

    [Fact]
    public void One_changed_bit_is_always_noticed() =>
        Gen.Select(Gen.Int[0, 45], Gen.Int[0, 7]).Sample((at, bit) =>
        {
            var bytes = Convert.FromBase64String(Cipher.Protect(Column, "331199************"[..15]));
            bytes[at] ^= (byte)(1 << bit);
            return Throws(() => Cipher.Reveal(Column, Convert.ToBase64String(bytes)));
        });

    [Fact]
    public void A_value_moved_to_another_column_cannot_be_read() =>
        Assert.ThrowsAny<CryptographicException>(() => Cipher.Reveal("person.phone", Cipher.Protect(Column, "15400000001")));

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("AAAA")]
    [InlineData("张三张三张三张三张三张三张三张三张三张三")]
    public void What_was_never_sealed_is_refused(string text) => Assert.ThrowsAny<CryptographicException>(() => Cipher.Reveal(Column, text));

    [Fact]
    public void After_a_rotation_old_values_still_open_and_say_that_they_are_old()
    {
        var rotated = new FieldCipher(Ring.WithNewVersion());
        var old = Cipher.Protect(Column, "张三");
        var fresh = rotated.Protect(Column, "张三");

        Assert.Equal("张三", rotated.Reveal(Column, old));
        Assert.Equal("张三", rotated.Reveal(Column, fresh));
        Assert.True(rotated.IsOutdated(old));
        Assert.False(rotated.IsOutdated(fresh));
        Assert.ThrowsAny<CryptographicException>(() => Cipher.Reveal(Column, fresh)); // the old ring has not got the new key
    }

    [Fact]
    public void Equal_values_have_equal_hashes_in_one_column_only()
    {
        Assert.Equal(Hash.Of("person.phone", "15400000001"), Hash.Of("person.phone", "15400000001"));
        Assert.NotEqual(Hash.Of("person.phone", "15400000001"), Hash.Of("person.phone", "15400000002"));
        Assert.NotEqual(Hash.Of("person.phone", "15400000001"), Hash.Of("person.openid", "15400000001"));
        Assert.NotEqual(Hash.Of("person.phone", "15400000001"), new LookupHash(new TestRing(versions: 1)).Of("person.phone", "15400000001"));
    }

    [Fact]
    public void After_a_rotation_a_search_still_finds_rows_hashed_before()
    {
        var rotated = new LookupHash(Ring.WithNewVersion());
        var before = Hash.Of("person.phone", "15400000001");

        Assert.NotEqual(before, rotated.Of("person.phone", "15400000001"));
        Assert.Contains(before, rotated.AllOf("person.phone", "15400000001"));
    }

    [Fact]
    public void A_hash_fits_its_column_whatever_the_value() => Gen.String.Where(IsText).Sample(value => Hash.Of(Column, value).Length <= 50);

    private static bool IsText(string text) =>
        text == System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)); // no half surrogates

    private static bool Throws(Func<string> open)
    {
        try
        {
            open();
            return false;
        }
        catch (CryptographicException)
        {
            return true;
        }
    }
}
