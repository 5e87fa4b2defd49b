package io.github.devopsagent.cluster;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.postgres.Cluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;

/** What dead workers left is taken up by whichever worker the scheduler chooses. */
final class ScheduledRecovery {

    private ScheduledRecovery() {}

    static Scheduler scheduler(DataSource dataSource, Cluster cluster, Function<Path, DevOpsAgent.Builder> agents) {
        // tag::scheduled
        RecurringTask<Void> recovery = Tasks.recurring("devops-recovery", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((instance, context) -> cluster.recover(agents));
        Scheduler scheduler = Scheduler.create(dataSource).startTasks(recovery).build();
        scheduler.start();
        // end::scheduled
        return scheduler;
    }
}
