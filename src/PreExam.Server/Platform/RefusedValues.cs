using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace PreExam.Server.Platform;

/// <summary>
/// What the serialiser lets pass though no request may hold it: null among the elements of a list or map whose elements can't be null
/// (it respects the annotations of members only), and U+0000 in a text, which PostgreSQL can't store and nobody can type.
/// </summary>
internal static class RefusedValues
{
    private const int MostErrors = 20;

    private static readonly ConcurrentDictionary<Type, Member[]> Known = new();

    /// <summary>Bodies that hold such a value are refused as <c>request_invalid</c>, each place named.</summary>
    public static RouteGroupBuilder RefuseBrokenValues(this RouteGroupBuilder api)
    {
        api.AddEndpointFilter(async (invocation, next) =>
        {
            var type = invocation.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
            var body = type is null ? null : invocation.Arguments.FirstOrDefault(type.IsInstanceOfType);
            return Find(body) is { Count: > 0 } errors ? Problems.Invalid(errors) : await next(invocation);
        });
        return api;
    }

    /// <summary>Every place of a body that holds such a value, as far as twenty.</summary>
    public static IReadOnlyList<FieldError> Find(object? body)
    {
        var errors = new List<FieldError>();
        if (body is not null) Look(body, null, "", errors);
        return [.. errors.DistinctBy(error => error.Field).Take(MostErrors)];
    }

    private static void Look(object? value, NullabilityInfo? nullability, string place, List<FieldError> errors)
    {
        switch (value)
        {
            case null when nullability?.ReadState == NullabilityState.NotNull:
                errors.Add(new FieldError(place, "null", "Null stands where a value has to be."));
                break;
            case string text when text.Contains('\0', StringComparison.Ordinal):
                errors.Add(new FieldError(place, "control_character", "U+0000 is in a text."));
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    Look(entry.Key, null, place, errors);
                    Look(entry.Value, ElementOf(nullability), $"{place}.{Shown((string)entry.Key)}", errors);
                }

                break;
            case IEnumerable list and not string:
                var number = 0;
                foreach (var element in list)
                {
                    Look(element, ElementOf(nullability), $"{place}[{number}]", errors);
                    number++;
                }

                break;
            case not null when value.GetType() is { IsClass: true, Namespace: { } space } type && space.StartsWith("PreExam.", StringComparison.Ordinal):
                foreach (var member in Known.GetOrAdd(type, MembersOf))
                    Look(member.Property.GetValue(value), member.Nullability, place.Length == 0 ? member.Name : $"{place}.{member.Name}", errors);
                break;
        }
    }

    private static NullabilityInfo? ElementOf(NullabilityInfo? nullability) => nullability?.ElementType ?? nullability?.GenericTypeArguments.LastOrDefault();

    private static Member[] MembersOf(Type type) =>
    [
        .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           where property.CanRead && property.GetIndexParameters().Length == 0
           select new Member(JsonNamingPolicy.CamelCase.ConvertName(property.Name), property, new NullabilityInfoContext().Create(property)),
    ];

    /// <summary>A made-up name may be long, or hold what somebody pasted by mistake.</summary>
    private static string Shown(string name) => name.Length <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? name : "?";

    private sealed record Member(string Name, PropertyInfo Property, NullabilityInfo Nullability);
}
