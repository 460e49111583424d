using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

public class ExclusiveUseTests
{
    private int _users;

    [Fact]
    public void ASecondUseThrowsUntilTheFirstHasEnded()
    {
        using (new ExclusiveUse(ref _users, "App.Net"))
        {
            var exception = Assert.Throws<InvalidOperationException>(Use);
            Assert.Equal(
                "Two threads run one instance of App.Net at the same time. Give each an instance of its own; instances share their weights.",
                exception.Message);
            // The attempt has not ended the first use.
            Assert.Throws<InvalidOperationException>(Use);
        }

        Use();
    }

    private void Use()
    {
        using (new ExclusiveUse(ref _users, "App.Net"))
            Assert.Equal(1, _users);
    }
}
