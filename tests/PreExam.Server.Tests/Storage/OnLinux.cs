using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")] // where the server is supported, and where file modes exist
