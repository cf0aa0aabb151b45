using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PreExam.WeChat;
using PreExam.WeChat.Messages;

namespace PreExam.Server.Tests.WeChat;

public sealed class WeChatOptionsTests
{
    private static readonly Dictionary<string, string?> Right = new()
    {
        ["WeChat:AppId"] = "wx3e8a5f0c7b214d96",
        ["WeChat:AppSecret"] = "secret",
        ["WeChat:PushToken"] = "token",
        ["WeChat:EncodingAesKey"] = "x7Kq2mZp9VtR4wLs8YdFhJ3nBcG6aEoU1iTkQvXyMzA",
        ["WeChat:Templates:Result:Id"] = "result-template",
        ["WeChat:Templates:Result:Keys:outcome"] = "thing8",
        ["WeChat:Templates:Deadline:Id"] = "deadline-template",
    };

    [Fact]
    public void Without_any_configuration_the_channel_is_off_and_nothing_stops_the_start() => Assert.False(Options([]).Enabled);

    [Fact]
    public void Templates_are_bound_by_use_and_keep_the_suggested_keys_that_are_not_named()
    {
        var options = Options(Right);

        Assert.True(options is { Enabled: true, UsesRealWeChat: true });
        Assert.Equal(
            ["thing1", "character_string2", "thing8", "time4", "thing5"],
            CardLayout.Of(TemplateUse.Result, options.Templates[TemplateUse.Result]).Keys.Values);
    }

    [Theory]
    [InlineData("WeChat:AppSecret", "")]
    [InlineData("WeChat:AppId", "wx 3e8a")]
    [InlineData("WeChat:BaseAddress", "ftp://api.weixin.qq.com")]
    [InlineData("WeChat:PushToken", "")]
    [InlineData("WeChat:EncodingAesKey", "too-short")]
    [InlineData("WeChat:PreviousEncodingAesKey", "too-short")]
    [InlineData("WeChat:AttemptTimeout", "00:00:00")]
    [InlineData("WeChat:TotalTimeout", "00:00:01")]
    [InlineData("WeChat:RetryDelay", "-00:00:01")]
    [InlineData("WeChat:Templates:Result:Id", "")]
    [InlineData("WeChat:Templates:Result:Keys:outcome", "time3")]
    [InlineData("WeChat:Templates:Result:Keys:hint", "thing1")]
    [InlineData("WeChat:Templates:Result:Keys:shoeSize", "number9")]
    [InlineData("WeChat:Templates:Deadline:Id", "result-template")]
    public void A_wrong_setting_stops_the_start_and_is_named(string key, string value)
    {
        var settings = new Dictionary<string, string?>(Right) { [key] = value };

        var failure = Assert.Throws<OptionsValidationException>(() => Options(settings));

        var named = key.StartsWith("WeChat:Templates", StringComparison.Ordinal) ? "WeChat:Templates" : key;
        Assert.Contains(failure.Failures, message => message.Contains(named, StringComparison.Ordinal));
    }

    private static WeChatOptions Options(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var provider = new ServiceCollection().AddLogging().AddWeChat(configuration).BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
        return provider.GetRequiredService<IOptions<WeChatOptions>>().Value;
    }
}
