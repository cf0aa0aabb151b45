using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Accounts;
using PreExam.Server.Platform;
using PreExam.WeChat;
using PreExam.WeChat.Messages;
using PreExam.WeChat.Push;

namespace PreExam.Server.Accounts;

/// <summary>WeChat tells what became of a card that it had taken.</summary>
/// <param name="PersonId">Whose phone.</param>
/// <param name="Use">Use of the card's template.</param>
/// <param name="MessageId">WeChat's id of the message.</param>
/// <param name="ErrorCode">0: delivered.</param>
/// <param name="At">WeChat's time of it.</param>
public sealed record CardReported(Guid PersonId, TemplateUse Use, long MessageId, int ErrorCode, DateTimeOffset At);

/// <summary>
/// What WeChat pushes: grants given in the dialog, grants taken back in the settings, and what became of cards. A push comes up to three
/// times; the key of each item is written in the transaction that changes the grant, so that it counts once.
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
        HttpRequest request, PushReceiver receiver, PreExamDb db, Grants grants, PersonReader reader, IOptions<WeChatOptions> options, TimeProvider clock,
        CancellationToken cancellation, string? signature = null, string? timestamp = null, string? nonce = null,
        [FromQuery(Name = "msg_signature")] string? messageSignature = null)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        var (message, refusal) = receiver.Receive(new PushQuery(signature, timestamp, nonce, messageSignature), body.GetBuffer().AsSpan(0, (int)body.Length));
        if (refusal is not null) return Problems.Of("push_refused");

        var hashes = reader.OpenidHashes(message!.FromOpenid);
        var person = await db.People.AsNoTracking().Where(p => hashes.Contains(p.OpenidHash)).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(cancellation);
        if (person is not null) await Store(db, grants, person.Value, message, options.Value, clock.GetUtcNow(), cancellation);
        return TypedResults.Text("success", "text/plain");
    }

    private static async Task Store(
        PreExamDb db, Grants grants, Guid person, PushMessage message, WeChatOptions options, DateTimeOffset now, CancellationToken cancellation)
    {
        var uses = options.Templates.ToDictionary(t => t.Value.Id, t => t.Key, StringComparer.Ordinal);
        for (var attempt = 1; ; attempt++)
        {
            var keys = message.Items.Select(item => item.DedupeKey).ToList();
            var known = await db.ReceivedPushes.Where(p => keys.Contains(p.Key)).Select(p => p.Key).ToListAsync(cancellation);
            foreach (var item in message.Items.DistinctBy(item => item.DedupeKey).Where(item => !known.Contains(item.DedupeKey)))
            {
                db.ReceivedPushes.Add(new ReceivedPush { Key = item.DedupeKey, At = now });
                if (!uses.TryGetValue(item.TemplateId, out var use)) continue;
                switch (item)
                {
                    case ConsentAnswered { Accepted: true }:
                        await grants.Accept(person, use, int.MaxValue, cancellation);
                        break;
                    case ConsentChanged { Accepted: false }:
                        await grants.Refuse(person, use, cancellation);
                        break;
                    case DeliveryReported { MessageId: { } id } report:
                        db.Outbox.Add(OutboxMessage.For(Queues.Cards, person, new CardReported(person, use, id, report.ErrorCode, message.CreatedAt), now));
                        break;
                }
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
}
