namespace PreExam.Specimens.Hostile;

/// <summary>A file that was damaged, or made to do damage.</summary>
/// <param name="Name">What it is and what was done to it: enough to make it again.</param>
/// <param name="Bytes">The file.</param>
/// <param name="IsCutToHalf">Whether it is an honest file of which half or less is left: that must never become a page.</param>
public sealed record HostileFile(string Name, byte[] Bytes, bool IsCutToHalf = false);
