using Microsoft.AspNetCore.Http.HttpResults;
using PreExam.Domain.Matters;
using PreExam.Server.Platform;

namespace PreExam.Server.Review;

internal static class ReasonsEndpoint
{
    public static void MapReasons(this IEndpointRouteBuilder staff) => staff
        .MapGet("/reasons", Read)
        .WithName("ReadReasons")
        .WithSummary("Reasons for a rejection, with their blanks; for one form of paper when form is given.")
        .ProducesProblem(400)
        .RequireAuthorization(Caller.Caseworker);

    internal static Ok<ReasonTemplate[]> Read(Word<PaperForm>? form) => TypedResults.Ok(ReasonTemplates.Shipped.For(form?.Value).ToArray());
}
