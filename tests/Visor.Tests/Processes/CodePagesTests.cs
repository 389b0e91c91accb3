using Shouldly;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class CodePagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_program_whose_file_is_gone_is_a_folder_or_was_replaced_is_left_as_it_is()
    {
        File.WriteAllText(_folder["replaced"], "no program");
        foreach (var program in new[] { null, _folder["deleted"], _folder[""], _folder["replaced"] })
            Should.NotThrow(() => CodePages.GiveBack(program));
    }
}
