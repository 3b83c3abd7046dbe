// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.WorkTimes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes jobs from a driver, one after another, and tells it how they go. */
public final class WorkerLoop {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);

    private static final long NANOS_BETWEEN_SIGNS_OF_LIFE = 1_000_000_000;

    /** More often than this nobody looks; each message wakes the driver. */
    private static final long LEAST_NANOS_BETWEEN_MESSAGES = 100_000_000;

    /** What runs a job; the same as {@code LauncherContext.runHere}. */
    @FunctionalInterface
    public interface JobRunner {

        /**
         * Runs a job to its end, which is {@code result.json} in its directory.
         *
         * @param job the job
         * @param device where
         * @param listener told of its progress
         * @param stop asked between steps, and now and then while measuring
         * @throws SeqmemException if it cannot be done here, which says nothing of the trial
         */
        void run(Job job, String device, LaunchListener listener, BooleanSupplier stop);
    }

    private final JobRunner runner;
    private final MessageReader in;
    private final MessageWriter out;
    private final Runnable onDriverGone;
    private final BlockingQueue<Message.Run> jobs = new LinkedBlockingQueue<>();
    private final AtomicLong activity = new AtomicLong();
    private volatile boolean stopped;
    private volatile boolean leaving;
    private volatile @Nullable Job running;

    /**
     * @param runner runs jobs
     * @param in where the driver's messages come from
     * @param out where messages to the driver go
     * @param onDriverGone called when {@code in} ends; does not return in a process of its own
     */
    public WorkerLoop(JobRunner runner, InputStream in, OutputStream out, Runnable onDriverGone) {
        this.runner = runner;
        this.in = new MessageReader(in, line -> LOG.warn("from the driver: {}", line));
        this.out = new MessageWriter(out);
        this.onDriverGone = onDriverGone;
    }

    /**
     * Runs jobs until the thread is interrupted or {@link #leave} is called.
     *
     * @throws UncheckedIOException if the driver no longer listens
     */
    public void run() {
        daemon("driver", this::read);
        daemon("signs of life", this::showLife);
        say(new Message.Ready(Message.VERSION, ProcessHandle.current().pid()));
        while (!leaving && !Thread.currentThread().isInterrupted()) {
            try {
                run(jobs.take());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Ends the job that runs, keeping what can be kept, and then {@link #run}.
     *
     * @return whether there is a job to end; if not, nobody waits
     */
    public boolean leave() {
        leaving = true;
        stopped = true;
        return running != null;
    }

    /** The job that runs, if one does. */
    public Optional<Job> running() {
        return Optional.ofNullable(running);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Message.Run message) {
        Job job =
                new Job(
                        message.id(),
                        Path.of(message.directory()),
                        message.label(),
                        message.work());
        running = job;
        try {
            runner.run(job, message.device(), new Reporter(), this::mustStop);
            say(new Message.Ended(job.id()));
        } catch (SeqmemException e) {
            say(new Message.Refused(job.id(), e.code(), String.valueOf(e.getMessage())));
        } finally {
            running = null;
        }
    }

    private boolean mustStop() {
        activity.incrementAndGet();
        return stopped;
    }

    private void showLife() {
        while (true) {
            LockSupport.parkNanos(NANOS_BETWEEN_SIGNS_OF_LIFE);
            Job job = running;
            if (job != null) {
                say(new Message.Alive(job.id(), activity.get()));
            }
        }
    }

    private void read() {
        try {
            for (Optional<Message> next = in.next(); next.isPresent(); next = in.next()) {
                if (next.get() instanceof Message.Run job) {
                    jobs.add(job);
                } else if (next.get() instanceof Message.Stop) {
                    stopped = true;
                }
            }
        } catch (IOException e) {
            LOG.warn("the driver cannot be heard", e);
        }
        onDriverGone.run();
    }

    private void say(Message message) {
        try {
            out.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException("the driver no longer listens", e);
        }
    }

    private final class Reporter implements LaunchListener {

        private long last = System.nanoTime() - LEAST_NANOS_BETWEEN_MESSAGES;

        @Override
        public void noted(Job job, String sentence) {
            say(new Message.Note(job.id(), sentence));
        }

        @Override
        public void progressed(Job job, Progress progress) {
            long now = System.nanoTime();
            if (now - last >= LEAST_NANOS_BETWEEN_MESSAGES) {
                last = now;
                say(
                        new Message.Progress(
                                job.id(),
                                progress.step(),
                                progress.steps(),
                                finite(progress.loss()),
                                finite(progress.nmse())));
            }
        }

        @Override
        public void timed(Job job, WorkTimes times) {
            say(new Message.Timed(job.id(), times));
        }

        private static @Nullable Double finite(double value) {
            return Double.isFinite(value) ? value : null;
        }
    }
}
