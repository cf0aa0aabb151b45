using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PreExam.Server.Platform;

/// <summary>What the generated OpenAPI document can't know by itself: who may call, which headers count, how a "no" looks.</summary>
internal static class ApiDescription
{
    private const string Scheme = "bearer";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "PreExam 预审",
                Version = "v1",
                Description = "Pre-examination of papers before the journey. Errors are RFC 9457 problems; every `code` is listed in docs/problems.md.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Scheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    BearerFormat = "JWT",
                    Description = "Access token of 30 minutes from auth/wechat or staff/sign-in.",
                },
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (WordsOf(type) is { } words)
            {
                schema.Type = JsonSchemaType.String;
                schema.Properties?.Clear();
                schema.Required?.Clear();
                schema.Enum = words;
            }
            else if (context.JsonTypeInfo.ElementType is { } element && WordsOf(element) is { } elementWords)
            {
                schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = elementWords };
            }

            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            var demands = metadata.OfType<IAuthorizeData>().ToArray();
            var policies = demands.Select(a => a.Policy).OfType<string>().ToArray();
            operation.Responses ??= [];
            if (demands.Length > 0 && !metadata.OfType<IAllowAnonymous>().Any())
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
                operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
                if (policies.Length > 0) operation.Description = $"{operation.Description}\n\nPolicy: `{string.Join("`, `", policies)}`.".Trim();
                operation.Responses.TryAdd("401", new OpenApiResponse { Description = "signed_out" });
                operation.Responses.TryAdd("403", new OpenApiResponse { Description = "not_allowed, or a level or consent is needed" });
            }

            if (metadata.OfType<Idempotency.IdempotencyKeyNeeded>().Any())
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = "Idempotency-Key",
                    In = ParameterLocation.Header,
                    Required = true,
                    Description = "Fresh for each intention, 8 to 100 characters; the same key gives the same answer.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 8, MaxLength = 100 },
                });
            }

            return Task.CompletedTask;
        });
    });

    // The framework does not look into converters of our own.
    private static List<JsonNode>? WordsOf(Type type)
    {
        var words = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Word<>) ? type.GetGenericArguments()[0] : type;
        return words.IsEnum ? [.. Enum.GetNames(words).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))] : null;
    }
}
