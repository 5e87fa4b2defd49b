package io.github.devopsagent.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.MemoryCoordination;
import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.coordination.Lease;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Claims of the contracts of leases and journals are broken by somebody. */
class CoordinationContractsCanFailTest {

    private static final Duration TERM = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong();

    private final class Contract extends FencedJournalContract {

        private final Supplier<Coordination> coordination;

        Contract(Supplier<Coordination> coordination) {
            this.coordination = coordination;
        }

        @Override
        protected Coordination coordination() {
            return coordination.get();
        }

        @Override
        protected void lose(Lease lease) {
            now.addAndGet(TERM.toNanos());
        }
    }

    private static void fails(ThrowingCallable claim) {
        assertThatThrownBy(claim).isInstanceOf(AssertionError.class);
    }

    private Coordination fresh() {
        return new MemoryCoordination(TERM, now::get).through(new MemoryCoordination.Link(), now::get);
    }

    @Test
    void one_that_writes_with_any_fence_is_found() {
        MemoryCoordination any = new MemoryCoordination(TERM, now::get) {
            @Override
            protected boolean mayWrite(long current, long fence) {
                return true;
            }
        };
        Contract contract = new Contract(() -> any.through(new MemoryCoordination.Link(), now::get));
        fails(contract::nothing_of_an_old_fence_takes_effect);
        fails(contract::a_target_is_neither_reserved_nor_settled_with_an_old_fence);
    }

    @Test
    void one_that_forgets_is_found() {
        Contract contract = new Contract(this::fresh);
        fails(contract::one_worker_at_a_time_has_a_lease);
        fails(contract::a_lease_that_was_given_back_is_the_next_ones_with_a_greater_fence);
        fails(contract::a_target_is_kept_for_an_unfinished_run_when_its_lease_has_ended);
        fails(contract::whoever_asked_first_is_the_first);
        fails(contract::a_run_that_has_ended_is_archived_and_the_next_begins_with_nothing);
    }

    @Test
    void one_that_tells_nobody_is_found() {
        Coordination real = fresh();
        Coordination silent = (Coordination) Proxy.newProxyInstance(
                Coordination.class.getClassLoader(), new Class<?>[] {Coordination.class}, (self, method, arguments) -> {
                    try {
                        return method.getName().equals("holder") ? Optional.empty() : method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        fails(new Contract(() -> silent)::looking_tells_who_has_a_lease_and_takes_nothing);
    }
}
