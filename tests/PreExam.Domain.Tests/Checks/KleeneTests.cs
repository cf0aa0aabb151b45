using CsCheck;
using PreExam.Domain.Checks;
using Xunit;

namespace PreExam.Domain.Tests.Checks;

public sealed class KleeneTests
{
    private static readonly Gen<Truth> Truths = Gen.OneOf(Truth.No, Truth.Unknown, Truth.Yes);

    [Theory]
    [InlineData(Truth.Yes, Truth.Yes, Truth.Yes, Truth.Yes)]
    [InlineData(Truth.Yes, Truth.Unknown, Truth.Unknown, Truth.Yes)]
    [InlineData(Truth.Yes, Truth.No, Truth.No, Truth.Yes)]
    [InlineData(Truth.Unknown, Truth.Yes, Truth.Unknown, Truth.Yes)]
    [InlineData(Truth.Unknown, Truth.Unknown, Truth.Unknown, Truth.Unknown)]
    [InlineData(Truth.Unknown, Truth.No, Truth.No, Truth.Unknown)]
    [InlineData(Truth.No, Truth.Yes, Truth.No, Truth.Yes)]
    [InlineData(Truth.No, Truth.Unknown, Truth.No, Truth.Unknown)]
    [InlineData(Truth.No, Truth.No, Truth.No, Truth.No)]
    public void And_and_or_follow_Kleenes_tables(Truth left, Truth right, Truth and, Truth or)
    {
        Assert.Equal(and, left.And(right));
        Assert.Equal(or, left.Or(right));
    }

    [Theory]
    [InlineData(Truth.Yes, Truth.No)]
    [InlineData(Truth.Unknown, Truth.Unknown)]
    [InlineData(Truth.No, Truth.Yes)]
    public void Not_turns_known_values_and_leaves_the_unknown(Truth value, Truth opposite) => Assert.Equal(opposite, value.Not());

    [Fact]
    public void De_Morgan_holds_with_unknowns() => Gen.Select(Truths, Truths).Sample((a, b) => a.And(b).Not() == a.Not().Or(b.Not()));

    [Fact]
    public void Learning_what_was_unknown_never_overturns_a_known_result()
    {
        // Any tree over three fields: a result that was known while a field was missing stays the same when it is filled in.
        var leaf = Gen.Select(Gen.OneOf("name", "address", "staff"), Gen.OneOf("1", "2"))
            .Select((field, value) => (Condition)new Compare(new FormValue(field), Comparison.Equal, new Literal(value)));
        var tree = Gen.Recursive<Condition>((depth, inner) => depth > 3
            ? leaf
            : Gen.OneOf(
                leaf,
                inner.Array[1, 3].Select(parts => (Condition)new AllOf(parts)),
                inner.Array[1, 3].Select(parts => (Condition)new AnyOf(parts)),
                inner.Select(part => (Condition)new NotThat(part))));
        var values = Gen.OneOf<string?>(null, "1", "2");

        Gen.Select(tree, values, values, values).Sample((condition, name, address, staff) =>
        {
            var little = Sample.Facts.WithForm("name", name).WithForm("address", address).WithForm("staff", staff);
            var more = little.WithForm("name", name ?? "1").WithForm("address", address ?? "2").WithForm("staff", staff ?? "1");
            var before = little.Run(Sample.Check(condition)).Of("own")!.Result;
            var after = more.Run(Sample.Check(condition)).Of("own")!.Result;
            return after != CheckResult.Undetermined && (before == CheckResult.Undetermined || before == after);
        });
    }
}
