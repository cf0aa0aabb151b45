namespace MockWeChat.Push;

/// <summary>What is wrong with a pushed message, on purpose. Everything but the named thing is right.</summary>
internal enum PushFlaw
{
    None,

    /// <summary>The last digit of every signature differs.</summary>
    BadSignature,

    /// <summary>Well signed and sealed, but for another account.</summary>
    WrongAppId,

    /// <summary>The last padding byte is 0.</summary>
    BadPadding,

    /// <summary>The length inside the seal is far beyond what there is.</summary>
    BadLength,

    /// <summary>Encrypt is no Base64.</summary>
    BadBase64,

    /// <summary>The cipher text ends in the middle of a block; signed as it is.</summary>
    CutCipher,

    /// <summary>Sealed with a key that the receiver never had.</summary>
    WrongKey,

    /// <summary>The body of the request ends in the middle.</summary>
    CutBody,

    /// <summary>Signed rightly, a day ago.</summary>
    OldTimestamp,
}
