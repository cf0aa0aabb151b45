namespace PreExam.Domain.People;

/// <summary>How well we know a person (认证等级), lowest first.</summary>
public enum IdentityLevel
{
    /// <summary>An openid: a login, not a proof.</summary>
    WeChat,

    /// <summary>A phone number bound in WeChat: a contact.</summary>
    Phone,

    /// <summary>Name and ID number confirmed by the unified identity service or by staff who saw the card.</summary>
    RealName,
}

/// <summary>A citizen or the handler of an enterprise. Personal values are sealed; hashes find them.</summary>
public sealed class Person
{
    /// <summary>For the mapper.</summary>
    private Person()
    {
    }

    /// <summary>A person known by an openid only.</summary>
    public Person(Guid id, string openidHash, string openidSealed, DateTimeOffset now)
    {
        Id = id;
        OpenidHash = openidHash;
        OpenidSealed = openidSealed;
        CreatedAt = now;
        Version = 1;
    }

    /// <summary>Row id, GUID v7.</summary>
    public Guid Id { get; private set; }

    /// <summary>Keyed hash of the openid, or a random value after erasure; unique.</summary>
    public string OpenidHash { get; private set; } = "";

    /// <summary>Sealed openid, or null after erasure.</summary>
    public string? OpenidSealed { get; private set; }

    /// <summary>Sealed session key; it never leaves the server.</summary>
    public string? SessionKeySealed { get; private set; }

    /// <summary>How well we know the person.</summary>
    public IdentityLevel Level { get; private set; }

    /// <summary>Sealed phone number.</summary>
    public string? PhoneSealed { get; private set; }

    /// <summary>Keyed hash of the phone number.</summary>
    public string? PhoneHash { get; private set; }

    /// <summary>Sealed name.</summary>
    public string? NameSealed { get; private set; }

    /// <summary>Sealed resident identity number.</summary>
    public string? IdNumberSealed { get; private set; }

    /// <summary>Keyed hash of the resident identity number.</summary>
    public string? IdNumberHash { get; private set; }

    /// <summary>When the account began.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the person left; personal values are gone.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }

    /// <summary>Optimistic lock.</summary>
    public int Version { get; private set; }

    /// <summary>A new sign-in renewed the session key.</summary>
    public void SignedIn(string sessionKeySealed)
    {
        SessionKeySealed = sessionKeySealed;
        Version++;
    }

    /// <summary>A phone number was read from WeChat.</summary>
    public void BindPhone(string sealedNumber, string hash)
    {
        PhoneSealed = sealedNumber;
        PhoneHash = hash;
        if (Level < IdentityLevel.Phone) Level = IdentityLevel.Phone;
        Version++;
    }

    /// <summary>The person typed name and ID number; a change of either takes a former confirmation away.</summary>
    public void TellIdentity(string nameSealed, string idNumberSealed, string idNumberHash, bool changed)
    {
        NameSealed = nameSealed;
        IdNumberSealed = idNumberSealed;
        IdNumberHash = idNumberHash;
        if (changed && Level == IdentityLevel.RealName) Level = PhoneHash is null ? IdentityLevel.WeChat : IdentityLevel.Phone;
        Version++;
    }

    /// <summary>The identity service, or staff who saw the card, confirmed name and number.</summary>
    public void ConfirmRealName()
    {
        Level = IdentityLevel.RealName;
        Version++;
    }

    /// <summary>The person left: nothing personal stays.</summary>
    /// <param name="unlinkedHash">A random value that takes the openid hash's place.</param>
    /// <param name="now">The instant.</param>
    public void Erase(string unlinkedHash, DateTimeOffset now)
    {
        OpenidHash = unlinkedHash;
        OpenidSealed = SessionKeySealed = PhoneSealed = PhoneHash = NameSealed = IdNumberSealed = IdNumberHash = null;
        Level = IdentityLevel.WeChat;
        ErasedAt = now;
        Version++;
    }
}

/// <summary>One answer to one version of one consent text; answers are kept, the latest of a kind counts.</summary>
/// <param name="Id">Row id, GUID v7.</param>
/// <param name="PersonId">Who answered.</param>
/// <param name="Kind">privacy, or a sensitive kind: health, disability, financial, minor, biometric.</param>
/// <param name="TextVersion">Version of the text that was shown.</param>
/// <param name="IsGiven">Whether it was given or taken back.</param>
/// <param name="At">When.</param>
public sealed record Consent(Guid Id, Guid PersonId, string Kind, int TextVersion, bool IsGiven, DateTimeOffset At);
