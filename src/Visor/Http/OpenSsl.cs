using System.Runtime.InteropServices;

namespace Visor.Http;

/// <summary>
/// OpenSSL, which the runtime loads when it first encrypts or hashes. Where it is missing the runtime aborts the whole process, so that it is looked
/// for before anything is asked of it; and again with each attempt, because it may have been installed meanwhile.
/// </summary>
internal static class OpenSsl
{
    /// <summary>Of the runtime: the version that is wanted in the place of those below.</summary>
    private const string OverrideVariable = "DOTNET_OPENSSL_VERSION_OVERRIDE";

    private static readonly string[] Versions = ["3", "1.1"];

    /// <exception cref="MissingLibraryException">It cannot be loaded here.</exception>
    public static void Demand()
    {
        // Once loaded it stays, and the runtime finds this very one by its name, also if the file is removed meanwhile.
        string?[] versions = [Environment.GetEnvironmentVariable(OverrideVariable), .. Versions];
        if (!Array.Exists(versions, v => !string.IsNullOrEmpty(v) && NativeLibrary.TryLoad($"libssl.so.{v}", out _)))
            throw new MissingLibraryException();
    }
}

/// <summary>The message is the end of a sentence that begins with what cannot be done.</summary>
internal sealed class MissingLibraryException() : IOException(
    "OpenSSL is missing on this machine (libssl.so.3 or libssl.so.1.1), so Visor can neither encrypt nor verify; install it (`apt install libssl3 ca-certificates`, "
    + "`dnf install openssl-libs ca-certificates`); Visor then continues by itself");
