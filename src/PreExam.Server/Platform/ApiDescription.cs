using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
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
            var nullable = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type);
            var type = nullable ?? context.JsonTypeInfo.Type;
            if (WordsOf(type) is { } words)
            {
                schema.Type = nullable is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
                schema.Properties?.Clear();
                schema.Required?.Clear();
                schema.Enum = words;
            }
            else if (context.JsonTypeInfo.ElementType is { } element && WordsOf(element) is { } elementWords)
            {
                schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = elementWords };
            }
            else if (type == typeof(ETag))
            {
                BecomeText(schema, """^"\d+"$""");
            }

            if (context.JsonPropertyInfo is { } member && HoldsNulls(member)) AllowNull(schema.AdditionalProperties ?? schema.Items);
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

            foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            {
                if (parameter.Name == "If-Match") parameter.Required = true; // without it the answer is 428
                var type = context.Description.ParameterDescriptions.FirstOrDefault(p => p.Name == parameter.Name)?.ParameterDescriptor?.ParameterType;
                if (WordsOf(type) is { } words) parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = words };
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

    private static void BecomeText(OpenApiSchema schema, string pattern)
    {
        schema.Type = JsonSchemaType.String;
        schema.Pattern = pattern;
        schema.Properties?.Clear();
        schema.AdditionalPropertiesAllowed = true;
    }

    private static bool HoldsNulls(JsonPropertyInfo member) =>
        member.AttributeProvider is PropertyInfo property
        && new NullabilityInfoContext().Create(property) is var nullability
        && (nullability.ElementType ?? nullability.GenericTypeArguments.LastOrDefault()) is { ReadState: NullabilityState.Nullable, Type.IsValueType: false };

    private static void AllowNull(IOpenApiSchema? element)
    {
        if (element is OpenApiSchema { Type: { } type } schema) schema.Type = type | JsonSchemaType.Null;
    }

    /// <summary>The framework does not look into converters of our own: an enum, or a <see cref="Word{T}"/> in an address.</summary>
    private static List<JsonNode>? WordsOf(Type? type)
    {
        var word = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        if (word is { IsGenericType: true } && word.GetGenericTypeDefinition() == typeof(Word<>)) word = word.GetGenericArguments()[0];
        return word is { IsEnum: true } ? [.. Enum.GetNames(word).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))] : null;
    }
}
