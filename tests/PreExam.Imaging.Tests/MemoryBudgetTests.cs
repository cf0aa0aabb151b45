using CsCheck;
using PreExam.Server.Pages.Decoding;
using static PreExam.Imaging.Tests.Pictures;

namespace PreExam.Imaging.Tests;

/// <summary>Children work at once as memory allows, in the order in which their files came.</summary>
public sealed class MemoryBudgetTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_fits_goes_on_and_what_does_not_waits_in_order()
    {
        var budget = new MemoryBudget(100);
        var first = await budget.Take(60, Cancelled);
        var (second, third) = (budget.Take(50, Cancelled), budget.Take(10, Cancelled));
        Assert.False(second.IsCompleted || third.IsCompleted); // the small one does not overtake

        first.Dispose();

        await second;
        await third;
        Assert.Equal(60, budget.Given);
    }

    [Fact]
    public async Task Who_wants_more_than_there_is_gets_all_of_it_alone()
    {
        var budget = new MemoryBudget(100);
        var small = await budget.Take(1, Cancelled);
        var large = budget.Take(5000, Cancelled);
        Assert.False(large.IsCompleted);

        small.Dispose();

        Assert.Equal(100, (await large).Bytes);
    }

    [Fact]
    public async Task Who_gives_up_waiting_lets_those_behind_go_on()
    {
        var budget = new MemoryBudget(100);
        using var first = await budget.Take(60, Cancelled);
        using var impatient = new CancellationTokenSource();
        var (large, small) = (budget.Take(80, impatient.Token), budget.Take(40, Cancelled));

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        using var second = await small;
        Assert.Equal(100, budget.Given);
    }

    [Fact]
    public void Never_is_more_given_than_there_is_and_everything_comes_back() =>
        Gen.Int[1, 150].Array[1, 40].Sample(async wanted =>
        {
            var budget = new MemoryBudget(100);
            var most = 0L;
            await Task.WhenAll(wanted.Select(async bytes =>
            {
                using var share = await budget.Take(bytes, Cancelled);
                most = Math.Max(most, budget.Given);
                await Task.Yield();
            }));
            Assert.InRange(most, 1, 100);
            Assert.Equal(0, budget.Given);
        }, iter: 50);

    [Fact]
    public void A_heavier_file_is_known_by_its_head()
    {
        using var large = Quarters(4000, 3000);
        var baseline = DecodingCost.Estimate(large.Jpeg(), FileKind.Jpeg, 0);
        var progressive = DecodingCost.Estimate(large.JpegsaveBuffer(interlace: true), FileKind.Jpeg, 0);

        Assert.InRange(baseline, DecodingCost.ChildBytes, 200_000_000);
        Assert.InRange(progressive, baseline + 30_000_000, 300_000_000);
        Assert.True(DecodingCost.Estimate(Lies.Png(100_000, 100_000), FileKind.Png, 0) > 1_000_000_000);
    }
}
