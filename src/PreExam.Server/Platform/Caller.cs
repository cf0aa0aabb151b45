using System.Security.Claims;
using PreExam.Domain.People;

namespace PreExam.Server.Platform;

/// <summary>Claims of our own access tokens, and the policies that read them.</summary>
public static class Caller
{
    /// <summary>Claim: <c>person</c> or <c>staff</c>.</summary>
    public const string KindClaim = "kind";

    /// <summary>Claim: how well we know a person, as a camelCase word.</summary>
    public const string LevelClaim = "lvl";

    /// <summary>Claim: department code of staff.</summary>
    public const string DepartmentClaim = "dep";

    /// <summary>Claim: one role of staff; repeated.</summary>
    public const string RoleClaim = "role";

    /// <summary>Policy: a signed-in person.</summary>
    public const string Applicant = "applicant";

    /// <summary>Policy and role: examines cases (审核员).</summary>
    public const string Caseworker = "caseworker";

    /// <summary>Policy and role: sees to deadlines, moves cases (督办员).</summary>
    public const string Supervisor = "supervisor";

    /// <summary>Policy and role: at the counter (窗口人员).</summary>
    public const string WindowClerk = "windowClerk";

    /// <summary>Policy and role: files for others at a station (代办员).</summary>
    public const string StationAgent = "stationAgent";

    /// <summary>Policy and role: publishes matters (事项管理员).</summary>
    public const string CatalogueEditor = "catalogueEditor";

    /// <summary>Policy and role: accounts, dead letters, holidays, audit (管理员).</summary>
    public const string Administrator = "administrator";

    /// <summary>Policy: any staff.</summary>
    public const string Staff = "staff";

    /// <summary>Every role that a staff account may have.</summary>
    public static IReadOnlyList<string> Roles { get; } = [Caseworker, Supervisor, WindowClerk, StationAgent, CatalogueEditor, Administrator];

    /// <summary>The signed-in person or staff account.</summary>
    public static Guid Id(this ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Guid.Parse(user.FindFirstValue("sub") ?? throw new InvalidOperationException("No subject: the endpoint lacks an authorisation policy."));
    }

    /// <summary>How well we know the signed-in person; the lowest level for staff.</summary>
    public static IdentityLevel Level(this ClaimsPrincipal user) =>
        Enum.TryParse<IdentityLevel>(user.FindFirstValue(LevelClaim), ignoreCase: true, out var level) ? level : IdentityLevel.WeChat;

    /// <summary>The department of signed-in staff.</summary>
    public static string Department(this ClaimsPrincipal user) => user.FindFirstValue(DepartmentClaim) ?? "";

    /// <summary>Whether signed-in staff has the role.</summary>
    public static bool Has(this ClaimsPrincipal user, string role)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.HasClaim(RoleClaim, role);
    }
}
