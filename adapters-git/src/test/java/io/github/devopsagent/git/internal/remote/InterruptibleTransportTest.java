package io.github.devopsagent.git.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.spi.MDCAdapter;

/** What a talk with a remote has of the thread that waits for it. */
class InterruptibleTransportTest {

    private final MDCAdapter before = MDC.getMDCAdapter();

    /** The binding that tests have keeps no context. */
    @BeforeEach
    void keep_a_context() throws ReflectiveOperationException {
        adapter(new BasicMDCAdapter());
    }

    @AfterEach
    void keep_none_again() throws ReflectiveOperationException {
        adapter(before);
    }

    private static void adapter(MDCAdapter adapter) throws ReflectiveOperationException {
        Method setter = MDC.class.getDeclaredMethod("setMDCAdapter", MDCAdapter.class);
        setter.setAccessible(true);
        setter.invoke(null, adapter);
    }

    @Test
    void a_talk_is_logged_with_the_context_of_whoever_waits_for_it() throws Exception {
        MDC.put("deployment", "DEP-001");
        Thread caller = Thread.currentThread();
        String seen = InterruptibleTransport.of(
                () -> MDC.get("deployment") + " on another thread: " + (Thread.currentThread() != caller), () -> {});
        assertThat(seen).isEqualTo("DEP-001 on another thread: true");
        assertThat(MDC.get("deployment")).isEqualTo("DEP-001");
    }

    @Test
    void a_talk_without_a_context_goes_on_without_one() throws Exception {
        adapter(new BasicMDCAdapter());
        assertThat(InterruptibleTransport.of(() -> String.valueOf(MDC.get("deployment")), () -> {}))
                .isEqualTo("null");
    }
}
