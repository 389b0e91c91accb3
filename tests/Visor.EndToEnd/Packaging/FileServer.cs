using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Visor.EndToEnd.Packaging;

/// <summary>Offers a folder on loopback, as any web server would.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private FileServer(WebApplication application) => _application = application;

    /// <summary>Without a slash at its end.</summary>
    public string Address => _application.Urls.Single();

    public static async Task<FileServer> On(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        application.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder), ServeUnknownFileTypes = true });
        await application.StartAsync();
        return new FileServer(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
