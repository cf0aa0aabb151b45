using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;
using PreExam.Persistence.Keys;
using PreExam.Persistence.Platform;

namespace PreExam.Server.Platform;

/// <summary>
/// The same intention sent twice happens once: the answer is stored in the same transaction as the effect and given again.
/// A refused request changed nothing and is judged afresh.
/// </summary>
public static class Idempotency
{
    private const string Header = "Idempotency-Key";

    /// <summary>Answers are kept sealed: they hold what the caller may see and others may not.</summary>
    private const string Column = "idempotentAnswer.body";

    /// <summary>Keeps JSON bodies of such endpoints readable twice: once for the handler, once for the hash.</summary>
    public static IApplicationBuilder UseIdempotency(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IdempotencyKeyNeeded>() is not null) context.Request.EnableBuffering();
        return next();
    });

    /// <summary>Marks a creating endpoint with a JSON body: the header is needed.</summary>
    public static RouteHandlerBuilder RequireIdempotencyKey(this RouteHandlerBuilder route) => route
        .WithMetadata(new IdempotencyKeyNeeded())
        .AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            context.Request.Body.Position = 0;
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(context.Request.Body, context.RequestAborted));
            return await Run(context, hash, async () => (IResult)(await next(invocation))!);
        });

    /// <summary>Runs the work once per key. For uploads call it after the bytes are safe, with their hash.</summary>
    public static async Task<IResult> Run(HttpContext context, string requestHash, Func<Task<IResult>> work)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(work);
        var given = context.Request.Headers[Header].ToString();
        if (given.Length is < 8 or > 100) return Problems.Of("idempotency_key_missing");

        var db = context.RequestServices.GetRequiredService<PreExamDb>();
        var cipher = context.RequestServices.GetRequiredService<FieldCipher>();
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{context.User.FindFirst("sub")?.Value}|{context.Request.Method}|{context.Request.Path}|{given}")));

        if (await Find(db, key, context.RequestAborted) is { } before) return Again(before, requestHash, cipher);

        await using var transaction = await db.Database.BeginTransactionAsync(context.RequestAborted);
        var answer = new IdempotentAnswer { Key = key, RequestHash = requestHash, At = clock.GetUtcNow() };
        db.IdempotentAnswers.Add(answer);
        try
        {
            await db.SaveChangesAsync(context.RequestAborted);
        }
        catch (DbUpdateException)
        {
            await transaction.RollbackAsync(CancellationToken.None);
            return await Find(db, key, context.RequestAborted) is { } other ? Again(other, requestHash, cipher) : Problems.Of("request_under_way");
        }

        var result = await work();
        var inner = result is INestedHttpResult nested ? nested.Result : result;
        if (inner is IStatusCodeHttpResult { StatusCode: >= 400 })
        {
            await transaction.RollbackAsync(CancellationToken.None);
            return result;
        }

        var (status, body, headers) = await Capture(context, result);
        answer.Status = status;
        answer.BodySealed = cipher.Protect(Column, body);
        answer.Headers = JsonSerializer.Serialize(headers);
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return new StoredResult(status, body, headers);
    }

    private static Task<IdempotentAnswer?> Find(PreExamDb db, string key, CancellationToken cancellation) =>
        db.IdempotentAnswers.AsNoTracking().SingleOrDefaultAsync(a => a.Key == key, cancellation);

    private static IResult Again(IdempotentAnswer before, string requestHash, FieldCipher cipher)
    {
        if (before.RequestHash != requestHash) return Problems.Of("idempotency_key_reused");
        if (before.Status == 0) return Problems.Of("request_under_way");
        return new StoredResult(
            before.Status, cipher.Reveal(Column, before.BodySealed!), JsonSerializer.Deserialize<Dictionary<string, string>>(before.Headers!)!);
    }

    private static async Task<(int Status, string Body, Dictionary<string, string> Headers)> Capture(HttpContext context, IResult result)
    {
        var outer = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        try
        {
            await result.ExecuteAsync(context);
        }
        finally
        {
            context.Response.Body = outer;
        }

        var headers = new Dictionary<string, string>();
        foreach (var name in (string[])["Location", "ETag", "Content-Type"])
        {
            if (context.Response.Headers.TryGetValue(name, out var value) && value.Count > 0) headers[name] = value.ToString();
        }

        return (context.Response.StatusCode, Encoding.UTF8.GetString(buffer.ToArray()), headers);
    }

    /// <summary>Says in the API's description that the header is needed.</summary>
    public sealed record IdempotencyKeyNeeded;

    private sealed class StoredResult(int status, string body, Dictionary<string, string> headers) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            foreach (var (name, value) in headers) httpContext.Response.Headers[name] = value;
            return body.Length == 0 ? Task.CompletedTask : httpContext.Response.WriteAsync(body);
        }
    }
}
