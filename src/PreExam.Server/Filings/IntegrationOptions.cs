namespace PreExam.Server.Filings;

/// <summary>Departments that may tell the status of filings. Section <c>Integrations</c>.</summary>
public sealed class IntegrationOptions
{
    /// <summary>By department code.</summary>
    public Dictionary<string, DepartmentKey> Departments { get; } = [];
}

/// <summary>Keys of one department.</summary>
public sealed class DepartmentKey
{
    /// <summary>Signing secret, <c>whsec_</c> and Base64.</summary>
    public string Secret { get; set; } = "";

    /// <summary>The secret before the last change, still accepted; empty when there is none.</summary>
    public string FormerSecret { get; set; } = "";
}
