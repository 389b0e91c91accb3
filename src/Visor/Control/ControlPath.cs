using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Visor.Home;
using Visor.Platform;

namespace Visor.Control;

/// <summary>
/// The address of a home's control socket. One that is longer than unix(7) allows is reached by way of its open folder, which has to stay open
/// for as long as the address is used.
/// </summary>
internal sealed class ControlPath : IDisposable
{
    // sun_path of unix(7), without its zero byte.
    private const int MaxAddressBytes = 107;

    private readonly SafeFileHandle? _folder;

    private ControlPath(string address, SafeFileHandle? folder)
    {
        Address = address;
        _folder = folder;
    }

    public string Address { get; }

    public UnixDomainSocketEndPoint EndPoint => new(Address);

    /// <exception cref="IOException">Its folder cannot be opened.</exception>
    public static ControlPath Choose(VisorHome home)
    {
        if (Encoding.UTF8.GetByteCount(home.Control) <= MaxAddressBytes)
            return new ControlPath(home.Control, folder: null);
        var folder = Native.Open(home.Private, Native.O_RDONLY | Native.O_CLOEXEC, 0);
        return folder.IsInvalid
            ? throw new IOException($"{home.Private} cannot be opened: {Native.Describe(Marshal.GetLastPInvokeError())}")
            : new ControlPath($"/proc/self/fd/{folder.DangerousGetHandle()}/{Path.GetFileName(home.Control)}", folder);
    }

    public void Dispose() => _folder?.Dispose();
}
