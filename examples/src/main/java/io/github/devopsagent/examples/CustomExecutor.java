package io.github.devopsagent.examples;

import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * A host with an executor and a veto rule of its own, and without a shell. The plan, in {@code
 * examples/custom-executor}, says {@code "uses": "load-balancer", "with": {"pool": "green"}}.
 */
public final class CustomExecutor {

    private volatile String pool = "blue";

    /**
     * Tries on a Saturday, which the rule vetoes, and again on the Monday after.
     *
     * @param args none
     * @throws IOException if the consensus directory cannot be copied
     */
    public static void main(String[] args) throws IOException {
        CustomExecutor shop = new CustomExecutor();

        System.out.println("== Saturday ==");
        shop.deploy(Shipped.copyOf("custom-executor"), LocalDate.of(2026, 1, 3));
        System.out.println("traffic goes to " + shop.pool());

        System.out.println("\n== Monday ==");
        shop.deploy(Shipped.copyOf("custom-executor"), LocalDate.of(2026, 1, 5));
        System.out.println("traffic goes to " + shop.pool());
    }

    Outcome deploy(Path consensus, LocalDate today) {
        return DevOpsAgent.builder()
                .consensus(consensus)
                .withoutDiscovery()
                .executor("load-balancer", step -> {
                    pool = step.input().required("pool");
                    return StepResult.success("traffic goes to " + pool);
                })
                .vetoRule("change_freeze", evidence -> changeFreeze(today.getDayOfWeek()))
                .healthCheck(
                        "traffic", probe -> pool.isEmpty() ? StepResult.failure("no pool") : StepResult.success(pool))
                .listener(RunListener.printingTo(System.out))
                .run();
    }

    String pool() {
        return pool;
    }

    private static Either<Veto, Ok> changeFreeze(DayOfWeek today) {
        return today == SATURDAY || today == SUNDAY
                ? Either.left(Veto.of("change_freeze", "nothing is deployed on a " + today, Source.of("status.json")))
                : Either.right(new Ok(today + " is a working day"));
    }
}
