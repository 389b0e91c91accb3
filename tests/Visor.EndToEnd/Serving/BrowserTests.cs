using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Serving;

public sealed class BrowserTests
{
    [Fact]
    public async Task A_browser_shows_the_node_and_its_upgrade_and_follows_what_happens()
    {
        Requirement.Program("chromium");
        await using var served = await ServedNode.Start(withDataNode: true);
        await using var browser = await Browser.Start();
        await browser.Visit(served.Address);
        (await browser.Document()).ShouldContain("No upgrade is accepted.");
        await browser.Evaluate("window.stillHere = true; document.querySelector('details').open = true");

        await served.Node.Prepare("v0.2.0");
        served.Node.Network.UpgradeIn(100_000, "v0.2.0");
        var page = await browser.DocumentWith(d => d.Contains("data-tone=\"good\">READY</span>", StringComparison.Ordinal), "an upgrade that is ready");
        page.ShouldContain("<span class=\"tag\">v0.2.0</span>");
        page.ShouldContain("<h1 id=\"state-word\">ALL WELL</h1>");
        page.ShouldContain(">Data node</th>");

        served.Node.Write("hold", "not before Monday");
        await browser.DocumentWith(d => d.Contains("not before Monday", StringComparison.Ordinal), "the hold");

        // It is the same document: nothing was loaded anew, and what was opened is open.
        (await browser.Evaluate("window.stillHere && document.querySelector('details').open")).GetValue<bool>().ShouldBeTrue();
        browser.Requests.Where(r => !r.StartsWith("data:", StringComparison.Ordinal)).ShouldAllBe(r => string.Equals(r, served.Address.AbsoluteUri, StringComparison.Ordinal));
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_browser_says_when_Visor_no_longer_answers()
    {
        Requirement.Program("chromium");
        await using var served = await ServedNode.Start();
        await using var browser = await Browser.Start();
        await browser.Visit(served.Address);
        await served.Node.StopCleanly(served.Visor);
        await browser.DocumentWith(d => d.Contains("<body class=\"old\">", StringComparison.Ordinal), "that the page is old");
        (await browser.Evaluate("document.title")).GetValue<string>().ShouldStartWith("NO ANSWER");
        (await browser.Evaluate("document.getElementById('stale').textContent")).GetValue<string>().ShouldStartWith("Visor has not answered since ");
    }

    [Fact]
    public async Task Without_scripts_the_essentials_are_there_and_refresh_themselves()
    {
        Requirement.Program("chromium");
        await using var served = await ServedNode.Start();
        await using var browser = await Browser.Start();
        await browser.DisableScripts();
        await browser.Visit(served.Address);
        (await browser.Document()).ShouldContain("<h1 id=\"state-word\">ALL WELL</h1>");

        served.Node.Network.UpgradeIn(100_000, "v0.2.0");
        await browser.DocumentWith(d => d.Contains("<span class=\"tag\">v0.2.0</span>", StringComparison.Ordinal), "the upgrade");
        browser.Requests.Where(r => !r.StartsWith("data:", StringComparison.Ordinal)).ShouldAllBe(r => string.Equals(r, served.Address.AbsoluteUri, StringComparison.Ordinal));
        browser.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task The_page_is_never_wider_than_the_screen(int width)
    {
        Requirement.Program("chromium");
        await using var served = await ServedNode.Start(withDataNode: true);
        await using var browser = await Browser.Start();
        await browser.Size(width, 800);
        await browser.Visit(served.Address);
        (await browser.Evaluate("document.documentElement.scrollWidth")).GetValue<int>().ShouldBeLessThanOrEqualTo(width);
    }
}
