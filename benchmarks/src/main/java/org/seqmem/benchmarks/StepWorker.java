// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.seqmem.runtime.training.Checkpoints;
import org.seqmem.runtime.training.TrainingEnd;
import org.seqmem.runtime.training.TrainingLoop;

/**
 * Trains as a worker does, in paces that are asked for on standard input: what it times is the
 * whole loop, not a copy of it.
 *
 * <pre>{@code
 * StepWorker DEVICE EXCHANGE [path=value ...]
 * }</pre>
 *
 * <p>First writes {@linkplain Exchange what a peer begins from} to the file EXCHANGE; with {@value
 * #NO_EXCHANGE} it writes nothing. What it then hears and says is in {@link Paces}.
 */
public final class StepWorker {

    /** In place of a file: there is no peer. */
    static final String NO_EXCHANGE = "-";

    private StepWorker() {}

    /** Runs until it is told to end. */
    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        try (StepTrial trial = new StepTrial(words.subList(2, words.size()), words.get(0))) {
            if (!words.get(1).equals(NO_EXCHANGE)) {
                Exchange.write(Path.of(words.get(1)), trial);
            }
            TrainingLoop loop = trial.loop();
            Paces paces = new Paces(trial.manager(), trial.flops());
            TrainingEnd end = loop.run(paces, Checkpoints.NONE, paces);
            if (end.reason() != TrainingEnd.Reason.STOPPED) {
                throw new IllegalStateException("the training ended by itself: " + end);
            }
            paces.end();
        }
    }
}
