using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Persistence;
using PreExam.Server.Platform;

namespace PreExam.Server.Pages.Live;

/// <summary>One signal; the phone fetches what changed.</summary>
/// <param name="Sequence">Its number in the case's stream, without gaps.</param>
/// <param name="Type">For example <c>pageReady</c>.</param>
/// <param name="PageId">The page, or null.</param>
/// <param name="At">When.</param>
public sealed record NewsView(int Sequence, string Type, Guid? PageId, DateTimeOffset At);

/// <summary>The answer to a long poll.</summary>
/// <param name="Items">What is new, oldest first; empty when nothing came while it waited.</param>
/// <param name="Next">Value for <c>after</c> of the next poll.</param>
/// <param name="Waiting">Pages that have waited for more than three seconds; a poll is answered early when their places change.</param>
public sealed record NewsPoll(IReadOnlyList<NewsView> Items, int Next, IReadOnlyList<PageWait> Waiting);

/// <summary>Signals of a case as they happen: server-sent events, or a long poll where streams are cut by something on the way.</summary>
internal sealed class EventsEndpoint(
    IServiceScopeFactory scopes, NewsBell bell, StreamPlaces places, IOptions<LiveOptions> options, TimeProvider clock, IHostApplicationLifetime process)
{
    private const int AtOnce = 100;
    private const int LongestWait = 30;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/cases/{id:guid}/events", (
                Guid id, HttpContext context, EventsEndpoint endpoint, [FromHeader(Name = "Last-Event-ID")] int? lastSeen, int after = 0, int wait = 0) =>
            endpoint.Answer(id, context, lastSeen ?? after, wait))
        .WithName("GetCaseEvents").WithTags("Pages")
        .WithSummary("Signals of a case: a stream for Accept: text/event-stream, resumed by Last-Event-ID or after, with pageWaiting for pages that have to queue; otherwise a poll of at most wait seconds.")
        .Produces<NewsPoll>().Produces(200, contentType: "text/event-stream")
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(429)
        .RequireAuthorization(Caller.Applicant);

    private async Task<IResult> Answer(Guid id, HttpContext context, int after, int wait)
    {
        if (after < 0) return Problems.Invalid(new FieldError("after", "out_of_range", "A sequence that came before, or 0."));
        if (wait is < 0 or > LongestWait) return Problems.Invalid(new FieldError("wait", "out_of_range", "0 to 30 seconds."));
        var streams = context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);
        if (!await IsOwn(id, context.User, context.RequestAborted)) return Problems.NotFound("case");
        using var place = places.Take(context.User.Id());
        if (place is null) return Problems.Of("too_many_streams");

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, process.ApplicationStopping);
        if (!streams) return TypedResults.Ok(await Poll(id, after, TimeSpan.FromSeconds(wait), context.RequestAborted, ends.Token));
        await Stream(id, after, context, ends);
        return TypedResults.Empty;
    }

    private async Task<NewsPoll> Poll(Guid id, int after, TimeSpan wait, CancellationToken aborted, CancellationToken ends)
    {
        using var ear = bell.Listen(id, after);
        var items = await Read(id, after, aborted);
        if (items.Count == 0 && wait > TimeSpan.Zero && await Hears(ear, wait, ends)) items = await Read(id, after, aborted);
        return new NewsPoll(items, items.Count > 0 ? items[^1].Sequence : after, bell.WaitsOf(id));
    }

    private async Task Stream(Guid id, int after, HttpContext context, CancellationTokenSource ends)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // nginx would keep it back until its buffer is full
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var begun = clock.GetTimestamp();
        IReadOnlyList<PageWait> told = [];
        try
        {
            await Write(response, "retry: 2000\n\n", ends.Token);
            while (!ends.IsCancellationRequested && clock.GetElapsedTime(begun) < options.Value.LongestStream)
            {
                using var ear = bell.Listen(id, after);
                var items = await Read(id, after, ends.Token);
                foreach (var item in items)
                {
                    await Write(response, string.Create(CultureInfo.InvariantCulture,
                        $"id: {item.Sequence}\nevent: {item.Type}\ndata: {JsonSerializer.Serialize(item, Wire.Json)}\n\n"), ends.Token);
                    after = item.Sequence;
                }

                var waits = bell.WaitsOf(id);
                foreach (var wait in waits.Except(told)) // no id: it is not of the case's numbered signals, and is not told again
                    await Write(response, $"event: pageWaiting\ndata: {JsonSerializer.Serialize(wait, Wire.Json)}\n\n", ends.Token);
                told = waits;

                if (items.Count == 0 && !await Hears(ear, options.Value.Heartbeat, ends.Token)) await Write(response, ": still here\n\n", ends.Token);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The phone went away, or this process is about to; it comes back with the last id that it saw.
        }
    }

    private async Task<bool> Hears(NewsBell.Ear ear, TimeSpan wait, CancellationToken ends)
    {
        try
        {
            await ear.Heard.WaitAsync(wait, clock, ends);
            return true;
        }
        catch (Exception silent) when (silent is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task Write(HttpResponse response, string text, CancellationToken ends)
    {
        await response.WriteAsync(text, ends);
        await response.Body.FlushAsync(ends);
    }

    // A scope for each look: a stream that lives for minutes must not hold a database connection.
    private async Task<IReadOnlyList<NewsView>> Read(Guid id, int after, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PreExamDb>().News.AsNoTracking()
            .Where(n => n.CaseId == id && n.Sequence > after).OrderBy(n => n.Sequence).Take(AtOnce)
            .Select(n => new NewsView(n.Sequence, n.Type, n.PageId, n.At)).ToListAsync(cancellation);
    }

    private async Task<bool> IsOwn(Guid id, ClaimsPrincipal user, CancellationToken cancellation)
    {
        var person = user.Id();
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PreExamDb>().Cases.AnyAsync(c => c.Id == id && c.ApplicantId == person, cancellation);
    }
}
