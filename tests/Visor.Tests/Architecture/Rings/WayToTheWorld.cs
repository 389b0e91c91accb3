using Mono.Cecil;

namespace Visor.Tests.Architecture.Rings;

/// <summary>Whether a class of tests calls, through whatever of the tests and of Visor, something that touches the world.</summary>
/// <remarks>What is called through an interface or a delegate of somebody else is not followed: that is how a test puts something in the place of the world.</remarks>
internal sealed class WayToTheWorld
{
    private static readonly string[] Types =
    [
        "System.Diagnostics.Process", "System.IO.FileSystemWatcher", "System.IO.RandomAccess", "System.IO.FileStream", "System.Net.Sockets.Socket",
        "System.Net.Sockets.TcpListener", "System.Net.Sockets.TcpClient", "System.Net.Http.SocketsHttpHandler",
        "Visor.Testing.Files.TemporaryFolder", "Visor.Testing.Eventually",
    ];

    // Reading what is committed is no touch.
    private static readonly string[] Writes =
    [
        "System.IO.File::Write", "System.IO.File::Append", "System.IO.File::Create", "System.IO.File::Delete", "System.IO.File::Move", "System.IO.File::Copy",
        "System.IO.File::Set", "System.IO.File::Open", "System.IO.Directory::Create", "System.IO.Directory::Delete", "System.IO.Directory::Move",
        "System.Threading.Thread::Sleep",
    ];

    private readonly Dictionary<string, MethodDefinition> _methods = new(StringComparer.Ordinal);
    private readonly ILookup<string, MethodDefinition> _byClass;

    public WayToTheWorld(params IEnumerable<string> assemblies)
    {
        foreach (var method in assemblies.SelectMany(file => ModuleDefinition.ReadModule(file).GetTypes()).SelectMany(t => t.Methods))
            _methods[method.FullName] = method;
        _byClass = _methods.Values.ToLookup(m => Outermost(m.DeclaringType).FullName, StringComparer.Ordinal);
    }

    /// <returns>The methods on the way, the last of them touches; null: there is no way.</returns>
    public string? From(string testClass)
    {
        Dictionary<string, string?> cameFrom = new(StringComparer.Ordinal);
        Queue<MethodDefinition> open = new(_byClass[testClass]);
        foreach (var first in open)
            cameFrom[first.FullName] = null;
        while (open.TryDequeue(out var method))
        {
            foreach (var called in CalledBy(method))
            {
                if (Touches(called))
                    return $"{Told(method.FullName, cameFrom)} -> {called.DeclaringType.FullName}.{called.Name}";
                if (_methods.TryGetValue(called.GetElementMethod().FullName, out var next) && cameFrom.TryAdd(next.FullName, method.FullName))
                    open.Enqueue(next);
            }
        }

        return null;
    }

    private static string Told(string method, Dictionary<string, string?> cameFrom) =>
        cameFrom[method] is { } before ? $"{Told(before, cameFrom)} -> {Short(method)}" : Short(method);

    private static string Short(string method) => method.Split(' ')[^1];

    private static IEnumerable<MethodReference> CalledBy(MethodDefinition method) =>
        method is { IsPInvokeImpl: false, HasBody: true } && !IsGoldenFile(method)
            ? method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>().Concat(StateMachine(method))
            : [];

    // The body of an async method or an iterator stands in a class of its own.
    private static IEnumerable<MethodReference> StateMachine(MethodDefinition method) =>
        method.CustomAttributes.Where(a => a.AttributeType.Name.EndsWith("StateMachineAttribute", StringComparison.Ordinal))
            .SelectMany(a => ((TypeReference)a.ConstructorArguments[0].Value).Resolve().Methods);

    // It writes only where somebody asks for it, or a test has failed.
    private static bool IsGoldenFile(MethodDefinition method) => Outermost(method.DeclaringType).Name is "GoldenFile";

    private bool Touches(MethodReference called)
    {
        var name = $"{called.DeclaringType.FullName}::{called.Name}";
        return Types.Contains(called.DeclaringType.FullName, StringComparer.Ordinal)
            || Array.Exists(Writes, w => name.StartsWith(w, StringComparison.Ordinal))
            || (_methods.TryGetValue(called.FullName, out var ours) && ours.IsPInvokeImpl);
    }

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
