using System.Globalization;
using Visor.Sbom;

const string Usage = """
    usage: Visor.Sbom executable=FILE version=VERSION runtime=linux-x64 contents=FILE lock=FILE packages=FOLDER date=SECONDS gcc=VERSION glibc=VERSION sdk=VERSION linker=TEXT
    packaging/sbom/build calls it; the bill of materials is printed
    """;

try
{
    var arguments = args.Select(a => a.Split('=', 2)).ToDictionary(a => a[0], a => a[1], StringComparer.Ordinal);
    var date = DateTimeOffset.FromUnixTimeSeconds(long.Parse(arguments["date"], CultureInfo.InvariantCulture));
    var program = new PublishedProgram(arguments["executable"], arguments["version"], arguments["runtime"], date, arguments["sdk"], arguments["linker"]);
    var contents = Contents.Read(arguments["contents"], arguments["packages"]);
    var locked = LockFile.Read(arguments["lock"], program.Runtime);
    Console.WriteLine(BillOfMaterials.Of(program, contents, locked, [.. ForeignLibrary.OfCompiler(arguments["gcc"], arguments["glibc"])]));
    return 0;
}
catch (Exception e) when (e is KeyNotFoundException or IndexOutOfRangeException or FormatException)
{
    await Console.Error.WriteLineAsync(Usage);
    return 64;
}
catch (Exception e) when (e is ContentsException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"packaging/sbom: {e.Message}");
    return 70;
}
