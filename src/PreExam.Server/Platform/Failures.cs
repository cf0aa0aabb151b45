using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace PreExam.Server.Platform;

/// <summary>Makes every answer that is not a success a problem of the catalogue, also those of the framework.</summary>
internal sealed class Failures(ILogger<Failures> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested) return true;
        var problem = ProblemFor(exception);
        if (problem.StatusCode >= 500) logger.RequestFailed(exception.GetType().Name, exception);
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    public static Task ForStatus(StatusCodeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var response = context.HttpContext.Response;
        var code = response.StatusCode switch
        {
            401 => "signed_out",
            403 => "not_allowed",
            404 => "not_found",
            405 => "method_not_allowed",
            413 => "body_too_large",
            415 => "media_type_unsupported",
            429 => "too_many_requests",
            >= 500 => "internal_error",
            _ => "request_invalid",
        };
        return Problems.Of(code).ExecuteAsync(context.HttpContext);
    }

    private static ProblemHttpResult ProblemFor(Exception exception) => exception switch
    {
        DbUpdateException lost when lost.IsLostRace() => Problems.Of("changed_meanwhile"),
        BadHttpRequestException { StatusCode: 413 } => Problems.Of("body_too_large"),
        BadHttpRequestException { StatusCode: 415 } => Problems.Of("media_type_unsupported"),
        BadHttpRequestException { InnerException: JsonException json } =>
            Problems.Of("body_unreadable", errors: [new FieldError(json.Path ?? "$", "unreadable", "This place in the JSON can't be read, is missing or is not known.")]),
        BadHttpRequestException => Problems.Of("request_invalid"),
        _ when IsTextWithNul(exception) => Problems.Of("request_invalid"),
        _ => Problems.Of("internal_error"),
    };

    /// <summary>PostgreSQL takes no text with U+0000 (SQLSTATE 22021), and only a caller can have brought one.</summary>
    private static bool IsTextWithNul(Exception? exception) =>
        exception is not null && (exception is DbException { SqlState: "22021" } || IsTextWithNul(exception.InnerException));
}

internal static partial class PlatformLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed: {Kind}")]
    public static partial void RequestFailed(this ILogger logger, string kind, Exception exception);
}
