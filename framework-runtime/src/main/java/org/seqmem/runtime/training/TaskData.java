// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.Plugin;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.Use;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskPlugin;

/**
 * The splits of a task, drawn from a trial's seed. Sequence i of a split comes from the stream
 * {@code data.train}, {@code data.validation} or {@code data.test} at i; permutation e of a fixed
 * training set from {@code data.order} at e.
 */
public final class TaskData {

    private final Plugin<?> plugin;
    private final Task task;
    private final RandomStreams streams;

    /**
     * @param streams of the trial
     * @throws SeqmemException {@link ErrorCode#PLUGIN_FAILED} if the plugin throws
     */
    public TaskData(Use<TaskPlugin<?>> use, RandomStreams streams) {
        this.plugin = use.plugin();
        this.task = PluginCall.to(plugin, () -> TaskPlugin.open(use));
        this.streams = streams;
    }

    /** The task. */
    public Task task() {
        return task;
    }

    /** The shape of every sequence. */
    public SequenceShape shape() {
        return task.shape();
    }

    /** Draws the validation split. */
    public Split validation() {
        return draw("data.validation", task.sizes().validation());
    }

    /** Draws the test split. */
    public Split test() {
        return draw("data.test", task.sizes().test());
    }

    /** The training data; on the manager where it is a fixed set. */
    Batches batches(NDManager manager, int batchSize, DataType type) {
        RandomStreams.Family family = streams.family("data.train");
        if (task.sizes().train().isEmpty()) {
            Batches fresh = new FreshBatches(task, family, batchSize, type);
            return (step, stepManager) -> PluginCall.to(plugin, () -> fresh.at(step, stepManager));
        }
        Split split = draw("data.train", task.sizes().train().getAsInt());
        return new FixedBatches(manager, split, streams.family("data.order"), batchSize, type);
    }

    private Split draw(String name, int count) {
        return PluginCall.to(plugin, () -> Split.draw(task, streams.family(name), 0, count));
    }
}
