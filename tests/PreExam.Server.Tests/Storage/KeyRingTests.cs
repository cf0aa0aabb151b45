using PreExam.Persistence.Keys;
using PreExam.Testing;

namespace PreExam.Server.Tests.Storage;

public sealed class KeyRingTests
{
    [Fact]
    public void A_missing_file_becomes_development_keys_that_only_this_user_can_read()
    {
        using var folder = new TestFolder("keys");
        var path = folder.File(Path.Combine("keys", "keyring.json"));

        var made = KeyRing.OpenFile(path, createForDevelopment: true);
        var again = KeyRing.OpenFile(path, createForDevelopment: false);

        Assert.True(made.IsDevelopment);
        Assert.True(again.IsDevelopment);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.All(Enum.GetValues<KeyPurpose>(), purpose => Assert.Equal(made.Current(purpose).Secret.ToArray(), again.Current(purpose).Secret.ToArray()));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!)); // no half-made file beside it
    }

    [Fact]
    public async Task Processes_that_start_together_agree_on_one_ring()
    {
        using var folder = new TestFolder("keys");
        foreach (var round in Enumerable.Range(0, 50)) // the moment in which two of them could meet is short
        {
            var path = folder.File($"keyring-{round}.json");

            var rings = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => KeyRing.OpenFile(path, createForDevelopment: true))));

            Assert.Single(rings.Select(ring => Convert.ToHexString(ring.Current(KeyPurpose.Fields).Secret.Span)).Distinct());
        }
    }

    [Fact]
    public void Every_purpose_has_a_key_of_its_own()
    {
        var ring = KeyRing.Parse(KeyRing.Generate(development: false, versions: 3), "a test");

        Assert.False(ring.IsDevelopment);
        Assert.Equal(15, Enum.GetValues<KeyPurpose>().SelectMany(ring.All).Select(key => Convert.ToHexString(key.Secret.Span)).Distinct().Count());
        Assert.All(Enum.GetValues<KeyPurpose>(), purpose => Assert.Equal([3, 2, 1], ring.All(purpose).Select(key => key.Version)));
    }

    [Fact]
    public void A_file_that_must_exist_is_not_made()
    {
        using var folder = new TestFolder("keys");

        Assert.Throws<InvalidOperationException>(() => KeyRing.OpenFile(folder.File("keyring.json"), createForDevelopment: false));
        Assert.False(File.Exists(folder.File("keyring.json")));
    }

    [Fact]
    public void The_ring_can_come_from_the_environment()
    {
        const string variable = "PREEXAM_KEYS_OF_A_TEST";
        Assert.Throws<InvalidOperationException>(() => KeyRing.OpenEnvironment(variable));
        Environment.SetEnvironmentVariable(variable, KeyRing.Generate(development: false));

        Assert.Equal(1, KeyRing.OpenEnvironment(variable).Current(KeyPurpose.Tokens).Version);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"development":false,"keys":[]}""")]
    [InlineData("""{"development":false,"keys":[{"purpose":"fields","version":1,"secret":"c2VjcmV0LXNlY3JldA=="}]}""")]
    [InlineData("""{"development":false,"keys":[{"purpose":"unheard","version":1,"secret":"c2VjcmV0LXNlY3JldA=="}]}""")]
    public void A_broken_ring_is_refused_without_telling_what_is_in_it(string json)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => KeyRing.Parse(json, "a test"));

        Assert.DoesNotContain("c2Vj", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 0")]
    [InlineData("\"version\": 1", "\"version\": 65536")]
    [InlineData("\"version\": 2", "\"version\": 1")]
    [InlineData("\"purpose\": \"lookup\"", "\"purpose\": \"tokens\"")]
    public void A_ring_with_a_wrong_version_or_a_missing_purpose_is_refused(string right, string wrong)
    {
        var json = KeyRing.Generate(development: false, versions: 2);
        Assert.Contains(right, json, StringComparison.Ordinal);

        Assert.Throws<InvalidOperationException>(() => KeyRing.Parse(json.Replace(right, wrong, StringComparison.Ordinal), "a test"));
    }

    [Fact]
    public void A_key_does_not_show_its_secret_as_text() =>
        Assert.Equal("key version 1", KeyRing.Parse(KeyRing.Generate(development: true), "a test").Current(KeyPurpose.Fields).ToString());
}
