using Shouldly;
using Visor.Chains.Cosmos.Rpc;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Rpc;

[Pure]
public sealed class RpcAddressTests
{
    [Theory]
    [InlineData("tcp://127.0.0.1:26657", "tcp://127.0.0.1:26657")]
    [InlineData("tcp://0.0.0.0:36657", "tcp://127.0.0.1:36657")]
    [InlineData("tcp://[::]:26657", "tcp://127.0.0.1:26657")]
    [InlineData("tcp://:26657", "tcp://127.0.0.1:26657")]
    [InlineData("tcp://[::1]:26657", "tcp://[::1]:26657")]
    [InlineData("127.0.0.1:26657", "tcp://127.0.0.1:26657")]
    [InlineData("http://localhost:1", "tcp://localhost:1")]
    [InlineData("unix:///run/node.sock", "unix:///run/node.sock")]
    [InlineData("unix://data/node.sock", "unix://data/node.sock")]
    [InlineData("", "")]
    public void An_address_is_what_a_client_connects_to(string text, string expected) => RpcAddress.Parse(text)!.ToString().ShouldBe(expected);

    [Theory]
    [InlineData("tcp://127.0.0.1")]
    [InlineData("tcp://127.0.0.1:0")]
    [InlineData("tcp://127.0.0.1:65536")]
    [InlineData("tcp://127.0.0.1:http")]
    [InlineData("ws://127.0.0.1:1")]
    [InlineData("unix://")]
    public void What_nobody_can_listen_on_is_none(string text) => RpcAddress.Parse(text).ShouldBeNull();
}
