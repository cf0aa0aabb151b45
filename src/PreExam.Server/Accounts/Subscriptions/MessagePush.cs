using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Persistence;
using PreExam.Persistence.Accounts;
using PreExam.Server.Platform;
using PreExam.WeChat;
using PreExam.WeChat.Messages;
using PreExam.WeChat.Push;

namespace PreExam.Server.Accounts;

/// <summary>
/// What WeChat pushes: grants given in the dialog, and grants taken back in the settings. A push comes up to three times; the key of each
/// item is written in the transaction that changes the grant, so that it counts once.
/// </summary>
internal static class MessagePush
{
    private const int MaxBytes = 1024 * 1024;
    private const int Attempts = 5;

    public static void MapMessagePush(this IEndpointRouteBuilder api)
    {
        api.MapGet("/wechat/push", Verify).WithName("VerifyPush").WithSummary("WeChat asks whether this address is ours.").ProducesProblem(403);
        api.MapPost("/wechat/push", Receive).WithName("ReceivePush").WithSummary("WeChat tells what people did with messages.")
            .ProducesProblem(403).ProducesProblem(413).WithMetadata(new RequestSizeLimitAttribute(MaxBytes));
    }

    internal static Results<ContentHttpResult, ProblemHttpResult> Verify(
        PushReceiver receiver, string? signature = null, string? timestamp = null, string? nonce = null, string? echostr = null) =>
        receiver.Verify(new PushQuery(signature, timestamp, nonce), echostr) is { } echo
            ? TypedResults.Text(echo, "text/plain") // alone and unchanged, without quotes
            : Problems.Of("push_refused");

    internal static async Task<Results<ContentHttpResult, ProblemHttpResult>> Receive(
        HttpRequest request, PushReceiver receiver, PreExamDb db, PersonReader reader, IOptions<WeChatOptions> options, TimeProvider clock,
        CancellationToken cancellation, string? signature = null, string? timestamp = null, string? nonce = null,
        [FromQuery(Name = "msg_signature")] string? messageSignature = null)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        var (message, refusal) = receiver.Receive(new PushQuery(signature, timestamp, nonce, messageSignature), body.GetBuffer().AsSpan(0, (int)body.Length));
        if (refusal is not null) return Problems.Of("push_refused");

        var hashes = reader.OpenidHashes(message!.FromOpenid);
        var person = await db.People.AsNoTracking().Where(p => hashes.Contains(p.OpenidHash)).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(cancellation);
        if (person is not null) await Store(db, person.Value, message.Items, options.Value, clock.GetUtcNow(), cancellation);
        return TypedResults.Text("success", "text/plain");
    }

    private static async Task Store(
        PreExamDb db, Guid person, IReadOnlyList<SubscribeEvent> items, WeChatOptions options, DateTimeOffset now, CancellationToken cancellation)
    {
        var uses = options.Templates.ToDictionary(t => t.Value.Id, t => Subscriptions.Word(t.Key), StringComparer.Ordinal);
        for (var attempt = 1; ; attempt++)
        {
            var keys = items.Select(item => item.DedupeKey).ToList();
            var known = await db.ReceivedPushes.Where(p => keys.Contains(p.Key)).Select(p => p.Key).ToListAsync(cancellation);
            foreach (var item in items.DistinctBy(item => item.DedupeKey).Where(item => !known.Contains(item.DedupeKey)))
            {
                db.ReceivedPushes.Add(new ReceivedPush { Key = item.DedupeKey, At = now });
                if (uses.TryGetValue(item.TemplateId, out var use)) await Apply(db, person, use, item, cancellation);
            }

            try
            {
                await db.SaveChangesAsync(cancellation);
                return;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                db.ChangeTracker.Clear(); // the same push twice at once, or a message that was just sent took a grant
            }
        }
    }

    private static async Task Apply(PreExamDb db, Guid person, string use, SubscribeEvent item, CancellationToken cancellation)
    {
        if (item is not (ConsentAnswered { Accepted: true } or ConsentChanged { Accepted: false })) return;
        var grant = await db.Grant(person, use, cancellation);
        if (item is ConsentAnswered) grant.Left++;
        else (grant.Left, grant.IsLongTerm) = (0, false);
        grant.Version++;
    }
}
