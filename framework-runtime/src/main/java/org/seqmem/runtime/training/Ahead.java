// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Draws the data of the next step while the present one is computed. What is drawn is a function of
 * the step, so that it makes no difference who draws it, or when. One step ahead is enough to hide
 * the cost and holds little memory. Of one thread; its helper ends by itself when it has nothing to
 * do.
 *
 * @param <T> the data of a step
 */
final class Ahead<T> {

    private static final long IDLE_SECONDS = 1;

    private final LongFunction<T> draw;
    private final ThreadPoolExecutor helper =
            new ThreadPoolExecutor(
                    0,
                    1,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    work -> {
                        Thread made = new Thread(work, "data");
                        made.setDaemon(true);
                        return made;
                    });
    private long nextStep = -1;
    private @Nullable FutureTask<T> next;

    /**
     * @param draw the data of a step; called by two threads, one after the other for each step
     */
    Ahead(LongFunction<T> draw) {
        this.draw = draw;
    }

    /** The data of a step, which is mostly the one after the last that was asked for. */
    T at(long step) {
        FutureTask<T> prepared = next;
        T data = prepared != null && nextStep == step ? finished(prepared) : draw.apply(step);
        nextStep = step + 1;
        next = new FutureTask<>(() -> draw.apply(step + 1));
        helper.execute(next);
        return data;
    }

    private static <T> T finished(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while data were drawn");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
