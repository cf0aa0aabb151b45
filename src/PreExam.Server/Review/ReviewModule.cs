namespace PreExam.Server.Review;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class ReviewModule
{
    public static IServiceCollection AddReview(this IServiceCollection services, IConfiguration configuration) => services;

    public static void MapReview(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
    }
}
