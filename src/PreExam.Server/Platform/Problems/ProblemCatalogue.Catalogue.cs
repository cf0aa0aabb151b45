namespace PreExam.Server.Platform;

public static partial class ProblemCatalogue
{
    private static ProblemKind[] Catalogue =>
    [
        new("matter_invalid", 422, "事项内容有误", "The matter can't be published", "请按行号改正后重新发布。", "Correct what errors names, by line, and publish again."),
    ];
}
