package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host does not let plans use is an error before anything is changed, wherever a plan names it. */
class PlanPolicyTest {

    private static final String STEPS =
            "\"deployment_steps\": [ {\"run\": \"deploy\"} ], \"rollback_plan\": {\"run\": \"undo\"}";

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private Outcome run(String plan, UnaryOperator<TestBuilder> with) {
        return aConsensus().withPlanOf(plan).in(temporary).run(shell, with);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"deployment_steps\": [ {\"run\": \"deploy; evil\"} ], \"rollback_plan\": {\"run\": \"undo\"}",
                "\"deployment_steps\": [ {\"run\": [\"deploy\", \"evil\"]} ], \"rollback_plan\": {\"run\": \"undo\"}",
                "\"deployment_steps\": [ {\"run\": \"#!/bin/sh\\nevil\"} ], \"rollback_plan\": {\"run\": \"undo\"}",
                "\"deployment_steps\": [ {\"run\": \"#!/usr/bin/env python3\\ndeploy\"} ], \"rollback_plan\": {\"run\": \"undo\"}",
                "\"deployment_steps\": [ {\"run\": \"#!/tmp/sh\\ndeploy\"} ], \"rollback_plan\": {\"run\": \"undo\"}",
                "\"deployment_steps\": [ {\"uses\": \"shell\", \"with\": {\"run\": \"evil\"}} ], \"rollback_plan\": {\"run\": \"undo\"}",
                "\"deployment_steps\": [ \"./evil --now\" ], \"rollback_plan\": {\"run\": \"undo\"}",
                "\"deployment_steps\": [ {\"run\": \"deploy\", \"env\": {\"PATH\": \"/tmp\"}} ], \"rollback_plan\": {\"run\": \"undo\"}",
                "\"deployment_steps\": [ {\"run\": \"deploy\", \"rollback\": {\"run\": \"evil\"}} ]",
                "\"deployment_steps\": [ {\"run\": \"deploy\"} ], \"rollback_plan\": {\"run\": \"evil\"}",
                "\"deployment_steps\": [ {\"run\": \"deploy\"} ], \"rollback_plan\": \"./evil --now\"",
                "\"preflight\": [ {\"run\": \"evil\"} ], " + STEPS,
                "\"backup\": [ {\"run\": \"evil\"} ], " + STEPS,
                "\"health_checks\": [ {\"run\": \"check || evil\"} ], " + STEPS,
                "\"monitoring\": {\"duration\": \"1s\", \"metrics\": [ {\"name\": \"m\", \"run\": \"evil\", \"at_most\": 1} ]}, "
                        + STEPS
            })
    void a_command_that_is_not_allowed_is_an_error_wherever_it_stands(String plan) {
        Outcome outcome = run(plan, agent -> agent.allowCommands("deploy", "undo", "check"));
        assertThat(outcome).as(outcome.toString()).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).contains("not allowed");
        assertThat(shell.commands()).isEmpty();
    }

    @Test
    void what_is_allowed_is_carried_out_and_a_preview_shows_what_is_not() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(STEPS).in(temporary);
        Preview preview =
                consensus.agent(shell).allowCommands("deploy", "undo").build().preview();
        assertThat(preview.wouldDeploy()).isFalse();
        assertThat(preview.findings())
                .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .contains("it starts 'check', which the host does not allow; allowed are [deploy, undo]"));
        assertThat(consensus.run(
                        shell, agent -> agent.allowCommands("deploy", "undo").allowCommands("check")))
                .isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_predicate_sees_the_command_as_it_is_written_and_one_that_fails_allows_nothing() {
        assertThat(run(STEPS, agent -> agent.allowCommands(command -> !command.contains("deploy")))
                        .toString())
                .contains("the host does not allow its command");
        assertThat(run(
                                STEPS,
                                agent -> agent.allowCommands(command -> {
                                    throw new IllegalStateException("no list");
                                }))
                        .toString())
                .contains("could not say whether its command is allowed", "no list");
        assertThat(run(
                        "\"deployment_steps\": [ {\"run\": [\"deploy\", \"check\"]} ], \"rollback_plan\": {\"run\": \"undo\"}",
                        agent -> agent.allowCommands(command ->
                                List.of("deploy\ncheck", "undo", "check").contains(command))))
                .isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void an_executor_that_is_not_allowed_is_an_error_and_so_is_that_of_a_compensation() {
        StepExecutor undoable = new StepExecutor() {
            @Override
            public StepResult execute(StepRequest step) {
                return StepResult.success();
            }

            @Override
            public List<Step> compensation(Step step, String path) {
                return List.of(Step.of(
                        "undo it",
                        new Action.Use("undo-load", step.action().use().input())));
            }
        };
        String plan = "\"deployment_steps\": [ {\"uses\": \"load\"} ]";
        UnaryOperator<TestBuilder> both =
                agent -> agent.executor("load", undoable).executor("undo-load", step -> StepResult.success());
        assertThat(run(plan, agent -> both.apply(agent).allowExecutors("shell")).toString())
                .contains("it uses the executor 'load', which the host does not allow; allowed are [shell]");
        assertThat(run(plan, agent -> both.apply(agent).allowExecutors("shell", "load"))
                        .toString())
                .contains("'undo-load'");
        assertThat(run(plan, agent -> both.apply(agent).allowExecutors("shell", "load", "undo-load")))
                .isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void without_the_shell_no_command_is_allowed_and_the_hosts_own_checks_are() {
        assertThat(run(STEPS, agent -> agent.allowExecutors()).toString()).contains("the executor 'shell'");
        assertThat(run(STEPS, agent -> agent.allowCommands("deploy", "undo", "check")
                        .healthCheck("own", Action.shell("anything at all"))
                        .healthCheck("called", probe -> StepResult.success())
                        .metric("orders", () -> 1, new MetricRule.AtMost(2))))
                .isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void what_would_allow_everything_is_refused_where_it_is_given() {
        assertThatThrownBy(() -> DevOpsAgent.builder().allowCommands("make", "eval"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("eval");
        assertThatThrownBy(() -> DevOpsAgent.builder().allowExecutors(" "))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
