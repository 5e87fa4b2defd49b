package io.github.devopsagent.internal.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.internal.json.JsonView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What a browser makes of a page. Where no Chromium is installed this is skipped, and says so. */
class RenderedPageTest {

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path temporary;

    @BeforeAll
    static void a_browser_is_there() {
        assumeTrue(
                Chromium.installed().isPresent(),
                "no Chromium on the PATH: that pages render without errors was NOT tested (apt-get install chromium)");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_page_asks_for_nothing_has_no_error_and_fits_on_a_phone() throws IOException {
        Path page = Files.writeString(
                temporary.resolve("page.html"),
                RecordPage.of(JsonView.document(record()).get(), RecordContext.NONE));
        Optional<Path> program = Chromium.installed();
        try (Chromium browser = Chromium.start(program.orElseThrow(), temporary.resolve("profile"))) {
            for (int width : new int[] {360, 768, 1280}) {
                browser.open(page, width, "light");
                String light = browser.evaluate("getComputedStyle(document.body).backgroundColor");
                // An open step is wider than a folded one.
                browser.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
                assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                        .isEqualTo("" + width);
                assertThat(browser.evaluate("[...document.querySelectorAll('main *')].filter(each =>"
                                + " each.getBoundingClientRect().right > innerWidth + 1).length"))
                        .isEqualTo("0");
                assertThat(browser.complaints()).isEmpty();
                assertThat(browser.requests()).containsExactly(page.toUri().toString());
                browser.open(page, width, "dark");
                assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
                        .as("the style sheet is allowed, and has two colour schemes")
                        .isEqualTo("rgb(14, 17, 22)")
                        .isNotEqualTo(light);
            }
        }
    }

    private static byte[] record() throws IOException {
        try (InputStream in =
                RenderedPageTest.class.getResourceAsStream("/io/github/devopsagent/internal/page/record.json")) {
            return in.readAllBytes();
        }
    }
}
