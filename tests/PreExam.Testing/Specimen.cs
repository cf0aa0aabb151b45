using System.Net.Http.Headers;

namespace PreExam.Testing;

/// <summary>The demo's ready-made photographs of specimen papers.</summary>
public static class Specimen
{
    /// <summary>The bytes of one of them, by file name.</summary>
    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Specimens", name));

    /// <summary>What <c>wx.uploadFile</c> sends: one file part named <c>file</c>.</summary>
    public static MultipartFormDataContent Upload(byte[] bytes, string fileName = "照片.jpg")
    {
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return new MultipartFormDataContent { { file, "file", fileName } };
    }
}
