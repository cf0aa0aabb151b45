using System.Net;
using System.Net.Sockets;

namespace PreExam.Testing;

/// <summary>A port that nobody listens on, for a child process that can't be told to choose one itself.</summary>
public static class FreePort
{
    // Given out twice in one run, a port would fail only now and then; so none is.
    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Given = [];

    public static int Next()
    {
        lock (Gate)
        {
            while (true)
            {
                using var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                var port = ((IPEndPoint)listener.LocalEndpoint).Port;
                listener.Stop();
                if (Given.Add(port)) return port;
            }
        }
    }
}
