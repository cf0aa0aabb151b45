using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using NetVips;
using PreExam.Server.Pages.Decoding;
using static PreExam.Imaging.Tests.Pictures;

namespace PreExam.Imaging.Tests;

/// <summary>The real child process, as the server starts it: whatever happens to it, the server gets an answer and the next page works.</summary>
public sealed class DecoderPoolTests
{
    private const long OneAtATime = DecodingCost.ChildBytes + 10_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_comes_back_from_the_child_as_it_would_from_the_library()
    {
        using var pool = Pool(new DecodingOptions());
        var file = Specimen("property-certificate-rotated.jpg");

        var page = Assert.Single(Assert.IsType<Decoded>(await pool.Decode(new MemoryStream(file), FileKind.Jpeg, Cancelled)).Pages);

        var direct = DecodeOne(file, FileKind.Jpeg);
        Assert.Equal(direct.Page.Jpeg, page.Page.Jpeg);
        Assert.Equal(direct.Thumbnail.Jpeg, page.Thumbnail.Jpeg);
        Assert.Equal((direct.Transform, direct.Measures), (page.Transform, page.Measures));
        Assert.Equal(6, page.Transform.Orientation);
    }

    [Theory]
    [InlineData(FileKind.Heic)]
    [InlineData(FileKind.Pdf)]
    [InlineData(FileKind.Png)]
    public async Task The_child_finds_its_native_libraries(FileKind kind)
    {
        using var pool = Pool(new DecodingOptions());
        var file = kind switch
        {
            FileKind.Heic => Sample("rotated.heic"),
            FileKind.Pdf => Documents.Drawn(),
            _ => Quarters().PngsaveBuffer(),
        };

        Assert.IsType<Decoded>(await pool.Decode(new MemoryStream(file), kind, Cancelled));
    }

    [Fact]
    public async Task A_refusal_comes_back_with_its_code_and_the_child_goes_on()
    {
        using var pool = Pool(new DecodingOptions { MemoryBudgetBytes = OneAtATime });

        var refused = await pool.Decode(new MemoryStream(Lies.Png(100_000, 100_000)), FileKind.Png, Cancelled);
        var child = Assert.Single(pool.IdleChildren);
        await pool.Decode(new MemoryStream(Quarters().Jpeg()), FileKind.Jpeg, Cancelled);

        Assert.Equal(new DecodeRefused(ImagingCodes.TooManyPixels), refused);
        Assert.Equal(child, Assert.Single(pool.IdleChildren));
    }

    [Fact]
    public async Task A_child_over_its_memory_is_killed_and_the_next_page_works()
    {
        using var pool = Pool(new DecodingOptions { MemoryBudgetBytes = OneAtATime, MaxMemoryBytes = 200_000_000, MemoryCheckMilliseconds = 1 });
        using var large = Quarters(8000, 6000);
        var greedy = large.JpegsaveBuffer(interlace: true); // a progressive JPEG of 48 MP takes 235 MB

        var outcome = await pool.Decode(new MemoryStream(greedy), FileKind.Jpeg, Cancelled);

        Assert.Equal(new ChildDied(ChildDeath.Memory), outcome);
        Assert.Empty(pool.IdleChildren);
        Assert.IsType<Decoded>(await pool.Decode(new MemoryStream(Quarters().Jpeg()), FileKind.Jpeg, Cancelled));
    }

    [Fact]
    public async Task A_child_over_its_time_is_killed_and_the_next_page_works()
    {
        using var slow = Pool(new DecodingOptions { MemoryBudgetBytes = OneAtATime, PictureSeconds = 0.05 });
        using var large = Quarters(8000, 6000);

        var outcome = await slow.Decode(new MemoryStream(large.JpegsaveBuffer(interlace: true)), FileKind.Jpeg, Cancelled);

        Assert.Equal(new ChildDied(ChildDeath.Time), outcome);
        Assert.Empty(slow.IdleChildren);
    }

    [Fact]
    public async Task A_child_that_crashes_over_a_file_is_told_and_replaced()
    {
        using var pool = Pool(new DecodingOptions { MemoryBudgetBytes = OneAtATime });
        await pool.Decode(new MemoryStream(Quarters().Jpeg()), FileKind.Jpeg, Cancelled);
        var child = Assert.Single(pool.IdleChildren);

        using var dying = new CallbackStream(Quarters(2000, 1500).Jpeg(), () => Process.GetProcessById(child).Kill());
        var outcome = await pool.Decode(dying, FileKind.Jpeg, Cancelled);

        Assert.Equal(new ChildDied(ChildDeath.Crash), outcome);
        Assert.IsType<Decoded>(await pool.Decode(new MemoryStream(Quarters().Jpeg()), FileKind.Jpeg, Cancelled));
        Assert.NotEqual(child, Assert.Single(pool.IdleChildren));
    }

    [Fact]
    public async Task A_child_that_died_while_it_waited_costs_nobody_a_page()
    {
        using var pool = Pool(new DecodingOptions { MemoryBudgetBytes = OneAtATime });
        await pool.Decode(new MemoryStream(Quarters().Jpeg()), FileKind.Jpeg, Cancelled);
        using var child = Process.GetProcessById(Assert.Single(pool.IdleChildren));
        child.Kill();
        Assert.True(child.WaitForExit(Patience));

        Assert.IsType<Decoded>(await pool.Decode(new MemoryStream(Quarters().Jpeg()), FileKind.Jpeg, Cancelled));
    }

    [Fact]
    public async Task A_child_is_used_for_many_files_and_then_renewed()
    {
        using var pool = Pool(new DecodingOptions { MemoryBudgetBytes = OneAtATime, FilesPerChild = 3 });
        HashSet<int> children = [];

        for (var file = 0; file < 5; file++)
        {
            Assert.IsType<Decoded>(await pool.Decode(new MemoryStream(Quarters().Jpeg()), FileKind.Jpeg, Cancelled));
            children.UnionWith(pool.IdleChildren);
        }

        Assert.Equal(2, children.Count);
    }

    [Fact]
    public async Task No_more_children_work_at_once_than_allowed()
    {
        using var pool = Pool(new DecodingOptions { MemoryBudgetBytes = 2 * OneAtATime });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => pool.Decode(new MemoryStream(Quarters(2000, 1500).Jpeg()), FileKind.Jpeg, Cancelled)));

        Assert.All(outcomes, outcome => Assert.IsType<Decoded>(outcome));
        Assert.InRange(pool.IdleChildren.Count, 1, 2);
    }

    [Fact]
    public async Task A_child_is_gone_as_soon_as_its_parent_closes_the_pipe_even_in_the_middle_of_a_file()
    {
        using var large = Quarters(8000, 6000);
        var options = new DecodingOptions();
        using var child = Process.Start(DecoderCommand.For(options))!;
        child.ErrorDataReceived += (_, _) => { };
        child.BeginErrorReadLine();
        await Hosting.DecoderProtocol.SendRequest(
            child.StandardInput.BaseStream, new(FileKind.Jpeg, options.Decoder, 1, 0), default, new MemoryStream(large.JpegsaveBuffer(interlace: true)), Cancelled);

        child.StandardInput.Close(); // what the system does for a parent that was killed
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(Patience);
        await child.WaitForExitAsync(patience.Token);

        Assert.Equal(0, child.ExitCode);
    }

    [Fact]
    public async Task A_pool_that_is_disposed_leaves_no_child_behind()
    {
        var pool = Pool(new DecodingOptions());
        await pool.Decode(new MemoryStream(Quarters().Jpeg()), FileKind.Jpeg, Cancelled);
        using var child = Process.GetProcessById(Assert.Single(pool.IdleChildren));

        pool.Dispose();

        Assert.True(child.WaitForExit(Patience));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.Decode(new MemoryStream(), FileKind.Jpeg, Cancelled));
    }

    [Fact]
    public async Task A_source_that_fails_is_the_callers_fault_to_hear_of_and_no_childs()
    {
        using var pool = Pool(new DecodingOptions { MemoryBudgetBytes = OneAtATime });
        using var broken = new CallbackStream(Quarters(2000, 1500).Jpeg(), () => throw new IOException("The blob could not be decrypted."));

        await Assert.ThrowsAsync<IOException>(() => pool.Decode(broken, FileKind.Jpeg, Cancelled));

        Assert.IsType<Decoded>(await pool.Decode(new MemoryStream(Quarters().Jpeg()), FileKind.Jpeg, Cancelled));
    }

    [Theory]
    [InlineData("echo", "something that is not an answer at all", ChildDeath.Nonsense)]
    [InlineData("false", "", ChildDeath.Crash)]
    [InlineData("/nonexistent/dotnet", "", ChildDeath.NotStarted)]
    public async Task A_child_that_is_no_decoder_is_an_outcome_too(string program, string argument, ChildDeath reason)
    {
        var start = new ProcessStartInfo(program, [argument]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var pool = new DecoderPool(new DecodingOptions(), () => start, NullLogger<DecoderPool>.Instance);

        var died = Assert.IsType<ChildDied>(await pool.Decode(new MemoryStream(Quarters().Jpeg()), FileKind.Jpeg, Cancelled));

        // A program that ends before it is spoken to breaks the pipe first: then what it said is not read any more.
        Assert.True(died.Reason == reason || (reason == ChildDeath.Nonsense && died.Reason == ChildDeath.Crash), $"{died.Reason}");
    }

    [Fact]
    public void The_child_is_told_nothing_that_the_server_is_configured_with()
    {
        Environment.SetEnvironmentVariable("ConnectionStrings__Main", "a secret");

        var start = DecoderCommand.For(new DecodingOptions());

        Assert.DoesNotContain("ConnectionStrings__Main", start.Environment.Keys);
        Assert.Equal("2", start.Environment["MALLOC_ARENA_MAX"]);
    }

    private static DecoderPool Pool(DecodingOptions options) => new(options, () => DecoderCommand.For(options), NullLogger<DecoderPool>.Instance);

    /// <summary>Gives half of a file, then calls back, then gives the rest.</summary>
    private sealed class CallbackStream(byte[] file, Action halfway) : MemoryStream(file)
    {
        private bool _called;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= Length / 2 && !_called)
            {
                _called = true;
                halfway();
            }

            return await base.ReadAsync(buffer[..(int)Math.Min(buffer.Length, (Length + 1) / 2)], cancellationToken);
        }
    }
}
