namespace PreExam.Domain.Matters;

/// <summary>Something wrong inside a matter that its form alone does not show.</summary>
/// <param name="Place">JSON pointer to the place, e.g. <c>/materials/3/requiredWhen</c>.</param>
/// <param name="Message">What is wrong.</param>
public sealed record MatterFault(string Place, string Message);
