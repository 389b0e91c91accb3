using Shouldly;
using Visor.Http;
using Xunit;

namespace Visor.Tests.Http;

[Edge]
public sealed class CertificateStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_machine_without_any_authority_is_told_from_one_that_has_some()
    {
        IsEmpty().ShouldBeTrue();
        File.WriteAllText(_folder["file"], "");
        IsEmpty().ShouldBeTrue();
        Directory.CreateDirectory(_folder["folder"]);
        IsEmpty().ShouldBeTrue();

        File.WriteAllText(_folder["folder/authority.pem"], "x");
        IsEmpty().ShouldBeFalse();
        Directory.Delete(_folder["folder"], recursive: true);
        File.WriteAllText(_folder["file"], "x");
        IsEmpty().ShouldBeFalse();
    }

    private bool IsEmpty() => CertificateStore.IsEmpty(name => name is "SSL_CERT_FILE" ? _folder["file"] : $"{_folder["nowhere"]}:{_folder["folder"]}");
}
