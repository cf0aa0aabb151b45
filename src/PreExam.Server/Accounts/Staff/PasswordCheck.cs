using Microsoft.AspNetCore.Identity;
using PreExam.Persistence.Accounts;

namespace PreExam.Server.Accounts;

/// <summary>Slow salted hashes of staff passwords (PBKDF2, ASP.NET Core Identity's form).</summary>
internal sealed class PasswordCheck
{
    /// <summary>Shorter ones are guessed; longer rules are only written on paper beside the screen.</summary>
    public const int MinLength = 10;
    public const int MaxLength = 200;

    private readonly PasswordHasher<StaffAccount> _hasher = new();

    /// <summary>Compared with when there is no such account, so that the time of the answer does not tell.</summary>
    private readonly string _nobody;

    public PasswordCheck() => _nobody = Hash(Guid.NewGuid().ToString());

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    public bool Holds(StaffAccount? account, string password) =>
        _hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? _nobody, password) != PasswordVerificationResult.Failed && account is not null;
}
