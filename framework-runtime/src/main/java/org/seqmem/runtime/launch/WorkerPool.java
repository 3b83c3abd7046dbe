// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.LaunchListener.Progress;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.worker.Message;

/**
 * Runs jobs in worker processes, one per slot. A worker runs many jobs; one that dies is replaced
 * and its job begun anew, once.
 */
final class WorkerPool {

    /**
     * A crash may be bad luck, such as memory that somebody else took; the same one twice is not.
     */
    private static final int ATTEMPTS = 2;

    /** Progress of a job that was begun anew must not be taken for that of the first attempt. */
    private final Object announcing = new Object();

    private final int slots;
    private final String device;
    private final Worker.Starter starter;
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /**
     * @param slots how many workers
     * @param device on which their jobs run
     * @param starter starts one
     */
    WorkerPool(int slots, String device, Worker.Starter starter) {
        this.slots = slots;
        this.device = device;
        this.starter = starter;
    }

    /** Runs the jobs; returns when all have ended, or those that ran when it was stopped. */
    void run(List<Job> jobs, LaunchListener listener) {
        Deque<Job> queue = new ArrayDeque<>(jobs);
        ExecutorService threads = Executors.newFixedThreadPool(slots);
        try {
            List<Future<?>> slotsAtWork = new ArrayList<>();
            for (int slot = 0; slot < Math.min(slots, jobs.size()); slot++) {
                int number = slot;
                slotsAtWork.add(threads.submit(() -> new Slot(number, queue, listener).work()));
            }
            for (Future<?> slot : slotsAtWork) {
                await(slot);
            }
        } finally {
            stop();
            threads.shutdown();
            workers.forEach(Worker::close);
        }
    }

    /** Asks the jobs that run to end and begins no other. */
    void stop() {
        stopped = true;
        workers.forEach(worker -> worker.send(new Message.Stop()));
    }

    private static void await(Future<?> slot) {
        try {
            slot.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unexpected) {
                throw unexpected; // a listener's own, such as a store that is full: the run is over
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** One place to run jobs, with its worker. */
    private final class Slot {

        private final int number;
        private final Deque<Job> queue;
        private final LaunchListener listener;
        private @Nullable Worker worker;
        private volatile @Nullable Path log;

        Slot(int number, Deque<Job> queue, LaunchListener listener) {
            this.number = number;
            this.queue = queue;
            this.listener = listener;
        }

        void work() {
            try {
                for (Job job = next(); job != null; job = next()) {
                    run(job);
                }
            } catch (RuntimeException e) {
                stop(); // the other slots must not go on for hours before anybody hears of it
                throw e;
            } finally {
                discard();
            }
        }

        private @Nullable Job next() {
            synchronized (queue) {
                return stopped ? null : queue.poll();
            }
        }

        private void run(Job job) {
            log = job.directory().resolve(TrialDirectory.LOG);
            for (int attempt = 1; ; attempt++) {
                announce(() -> listener.started(job, number));
                if (ended(job)) {
                    announce(() -> listener.ended(job));
                    return;
                }
                String ending = worker == null ? "" : worker.ending();
                discard();
                note("the worker is gone: " + ending);
                if (stopped || attempt == ATTEMPTS) {
                    announce(() -> listener.ended(job));
                    return;
                }
            }
        }

        /** Whether the worker lived to the end of the job. */
        private boolean ended(Job job) {
            Worker current = worker();
            current.send(
                    new Message.Run(
                            job.id(),
                            job.directory().toAbsolutePath().toString(),
                            job.label(),
                            device));
            if (stopped) {
                current.send(new Message.Stop()); // it was not among the workers that were told
            }
            while (true) {
                Optional<Message> message = current.next();
                if (message.isEmpty()) {
                    return false;
                }
                if (message.get() instanceof Message.Ended end && end.id().equals(job.id())) {
                    return true;
                }
                if (message.get() instanceof Message.Progress progress) {
                    announce(() -> listener.progressed(job, progress(progress)));
                }
            }
        }

        private static Progress progress(Message.Progress message) {
            double nmse = message.nmse() == null ? Double.NaN : message.nmse();
            return new Progress(message.step(), message.steps(), nmse);
        }

        private Worker worker() {
            Worker current = worker;
            if (current == null) {
                current = starter.start(this::note);
                worker = current;
                workers.add(current);
            }
            return current;
        }

        private void discard() {
            Worker current = worker;
            if (current != null) {
                workers.remove(current);
                current.close();
                worker = null;
            }
        }

        /** What a worker prints belongs to the log of the trial that it runs. */
        private void note(String line) {
            Path file = log;
            if (file == null) {
                return; // before the first job: nobody to tell
            }
            try {
                Files.writeString(
                        file,
                        line + System.lineSeparator(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new SeqmemException(ErrorCode.IO, file + " cannot be written: " + e, e);
            }
        }

        private void announce(Runnable announcement) {
            synchronized (announcing) {
                announcement.run();
            }
        }
    }
}
