using PreExam.Imaging;

namespace PreExam.Server.Pages.Decoding;

internal static partial class DecodingLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Decoder process {ProcessId} started")]
    public static partial void ChildStarted(this ILogger logger, int processId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Decoder process {ProcessId} died over a {Kind} file: {Reason}, peak memory {PeakBytes} bytes")]
    public static partial void ChildDied(this ILogger logger, int processId, FileKind kind, ChildDeath reason, long peakBytes);

    [LoggerMessage(Level = LogLevel.Error, Message = "No decoder process could be started: {Fault}")]
    public static partial void NotStarted(this ILogger logger, string fault);
}
