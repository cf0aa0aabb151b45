using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MockWeChat.Platform;
using MockWeChat.Users;

namespace MockWeChat.Login;

/// <summary>What <c>wx.getUserProfile</c> used to hand a page: sealed with the session key of this moment.</summary>
internal sealed record OpenData(string RawData, string Signature, string EncryptedData, string Iv)
{
    public static OpenData? Of(VirtualUser user, DateTimeOffset now)
    {
        if (user.SessionKey is not { } key) return null;

        var raw = new JsonObject { ["nickName"] = user.Nickname, ["gender"] = 0, ["language"] = "zh_CN" };
        var whole = (JsonObject)raw.DeepClone();
        whole["openId"] = user.Openid;
        whole["watermark"] = new JsonObject { ["timestamp"] = now.ToUnixTimeSeconds(), ["appid"] = user.AppId };

        var rawText = raw.ToJsonString(Answer.Plainly);
        var iv = RandomNumberGenerator.GetBytes(16);
        using var aes = Aes.Create();
        aes.Key = Convert.FromBase64String(key);
        var cipher = aes.EncryptCbc(Encoding.UTF8.GetBytes(whole.ToJsonString(Answer.Plainly)), iv);
#pragma warning disable CA5350 // SHA-1 is what the platform signs with
        var signature = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(rawText + key)));
#pragma warning restore CA5350
        return new OpenData(rawText, signature, Convert.ToBase64String(cipher), Convert.ToBase64String(iv));
    }
}
