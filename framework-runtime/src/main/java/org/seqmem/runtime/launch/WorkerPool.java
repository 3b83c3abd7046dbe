// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.LaunchListener.Progress;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.ResultFile;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialFile;
import org.seqmem.runtime.trial.TrialLog;
import org.seqmem.runtime.trial.TrialResult;
import org.seqmem.runtime.trial.worker.Message;

/**
 * Runs jobs in worker processes, one per slot. A worker runs many jobs. One that dies, that gives
 * no sign of life or that takes too much memory is replaced, and its job goes on from its last
 * checkpoint, until that has brought nothing too often.
 */
final class WorkerPool {

    private static final long MILLIS_BETWEEN_LOOKS = 1_000;

    /** A worker that a job has made this much of the bound large makes room before the next. */
    private static final double LARGE = 0.5;

    /**
     * What the pool bears.
     *
     * @param attempts fruitless attempts at a job, one after another
     * @param stallTimeout without a sign of life; zero for ever
     * @param memory of a worker, in bytes
     */
    record Limits(int attempts, Duration stallTimeout, long memory) {}

    /** Progress of a job that was begun anew must not be taken for that of the first attempt. */
    private final Object announcing = new Object();

    private final String device;
    private final Limits limits;
    private final Worker.Starter starter;
    private final LongSupplier nanoTime;
    private final List<Slot> slots = new ArrayList<>();
    private Iterator<Job> queue = Collections.emptyIterator();
    private volatile boolean stopped;

    /**
     * @param size how many workers
     * @param device on which their jobs run
     * @param starter starts one
     * @param nanoTime a clock that only runs forward
     */
    WorkerPool(
            int size, String device, Limits limits, Worker.Starter starter, LongSupplier nanoTime) {
        this.device = device;
        this.limits = limits;
        this.starter = starter;
        this.nanoTime = nanoTime;
        for (int number = 0; number < size; number++) {
            slots.add(new Slot(number));
        }
    }

    /** Runs the jobs; returns when all have ended, or those that ran when it was stopped. */
    void run(List<Job> jobs, LaunchListener listener) {
        queue = jobs.iterator(); // taking a job may be what writes its directory: not before
        // its turn
        List<Slot> needed = slots.subList(0, Math.min(slots.size(), jobs.size()));
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, needed.size()));
        Timer watch = new Timer("watch over workers", true);
        try {
            watch.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            look(listener);
                        }
                    },
                    MILLIS_BETWEEN_LOOKS,
                    MILLIS_BETWEEN_LOOKS);
            List<Future<?>> atWork = new ArrayList<>();
            for (Slot slot : needed) {
                atWork.add(threads.submit(() -> slot.work(listener)));
            }
            for (Future<?> slot : atWork) {
                await(slot);
            }
        } finally {
            stop();
            threads.shutdown();
            watch.cancel();
            slots.forEach(Slot::discard);
        }
    }

    /** Asks the jobs that run to end and begins no other. */
    void stop() {
        stopped = true;
        slots.forEach(slot -> slot.tell(new Message.Stop()));
    }

    /** Looks after the workers. */
    void look(LaunchListener listener) {
        slots.forEach(slot -> slot.look(listener));
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

    /** Why an attempt at a job came to nothing. */
    private record CutOff(ErrorCode code, String reason) {}

    /** One place to run jobs, with its worker. */
    private final class Slot {

        private final int number;
        private volatile @Nullable Worker worker;
        private volatile @Nullable Path log;

        // what the watch has to know of the job that runs
        private volatile boolean busy;
        private volatile long lastSign;
        private volatile long activity;
        private volatile long largest;
        private volatile @Nullable CutOff sentence;

        Slot(int number) {
            this.number = number;
        }

        void work(LaunchListener listener) {
            try {
                for (Job job = next(); job != null; job = next()) {
                    run(job, listener);
                }
            } catch (RuntimeException e) {
                stop(); // the other slots must not go on for hours before anybody hears of it
                throw e;
            } finally {
                discard();
            }
        }

        private @Nullable Job next() {
            synchronized (slots) {
                return stopped || !queue.hasNext() ? null : queue.next();
            }
        }

        private void run(Job job, LaunchListener listener) {
            log = job.directory().resolve(TrialDirectory.LOG);
            Attempts attempts = new Attempts(job, limits.attempts());
            while (true) {
                announce(() -> listener.started(job, number));
                Optional<CutOff> cutOff = attempt(job, listener);
                if (cutOff.isEmpty()) {
                    break;
                }
                note(cutOff.get().reason());
                if (stopped) {
                    leaveAsStopped(job);
                    break;
                }
                discard();
                boolean again =
                        attempts.cutOff()
                                // one that is stuck at the same place would be stuck again
                                && (cutOff.get().code() != ErrorCode.STALLED
                                        || attempts.progressed());
                announce(() -> listener.cutOff(job, number, again));
                if (!again && cutOff.get().code() == ErrorCode.ENGINE_UNAVAILABLE) {
                    // says nothing of the trial: no other would come up either
                    throw new SeqmemException(cutOff.get().code(), cutOff.get().reason());
                }
                if (!again) {
                    giveUp(job, cutOff.get(), attempts.fruitless(), listener);
                    break;
                }
                String text =
                        "trial "
                                + job.id()
                                + " ("
                                + String.join(" | ", job.label())
                                + ") "
                                + attempts.next()
                                + ": "
                                + cutOff.get().reason();
                announce(() -> listener.noted(job, text));
            }
            announce(() -> listener.ended(job));
            makeRoom();
        }

        /** Has the worker do the job once; says why that came to nothing, if it did. */
        private Optional<CutOff> attempt(Job job, LaunchListener listener) {
            Worker current;
            try {
                current = worker();
            } catch (SeqmemException e) {
                // killed while it started, perhaps
                return Optional.of(new CutOff(e.code(), String.valueOf(e.getMessage())));
            }
            sentence = null;
            largest = 0;
            lastSign = nanoTime.getAsLong();
            busy = true;
            try {
                current.send(
                        new Message.Run(
                                job.id(),
                                job.directory().toAbsolutePath().toString(),
                                job.label(),
                                device,
                                job.work()));
                if (stopped) {
                    current.send(new Message.Stop()); // it was not told with the others
                }
                boolean alive = listen(current, job, listener);
                busy = false;
                return judged(job, alive, current);
            } finally {
                busy = false;
            }
        }

        /** Hears the worker out; returns whether it lived to the end of the job. */
        private boolean listen(Worker current, Job job, LaunchListener listener) {
            while (true) {
                Optional<Message> message = current.next();
                if (message.isEmpty()) {
                    return false;
                }
                if (message.get() instanceof Message.Alive alive && alive.id().equals(job.id())) {
                    if (alive.activity() != activity) {
                        activity = alive.activity();
                        lastSign = nanoTime.getAsLong();
                    }
                } else if (message.get() instanceof Message.Progress progress
                        && progress.id().equals(job.id())) {
                    lastSign = nanoTime.getAsLong();
                    announce(() -> listener.progressed(job, progress(progress)));
                } else if (message.get() instanceof Message.Timed timed
                        && timed.id().equals(job.id())) {
                    announce(() -> listener.timed(job, timed.times()));
                } else if (message.get() instanceof Message.Note note
                        && note.id().equals(job.id())) {
                    announce(() -> listener.noted(job, note.sentence()));
                } else if (message.get() instanceof Message.Refused refused
                        && refused.id().equals(job.id())) {
                    throw new SeqmemException(refused.code(), refused.sentence());
                } else if (message.get() instanceof Message.Ended end
                        && end.id().equals(job.id())) {
                    return true;
                }
            }
        }

        /** The result decides, whether or not the worker lived to tell of it. */
        private Optional<CutOff> judged(Job job, boolean alive, Worker current) {
            Optional<TrialResult> result = result(job);
            boolean left = result.isPresent() && result.get().outcome() == Outcome.STOPPED;
            if (result.isPresent()
                    && result.get().outcome() == Outcome.FAILED
                    && result.get().code().equals(Optional.of(ErrorCode.OUT_OF_MEMORY.name()))) {
                return Optional.of(
                        new CutOff(
                                ErrorCode.OUT_OF_MEMORY,
                                result.get().message().orElse("memory ran out")));
            }
            boolean ended =
                    !left && (alive || (job.work() == Job.Work.TRAIN && result.isPresent()));
            return ended ? Optional.empty() : Optional.of(cause(alive, current));
        }

        private CutOff cause(boolean alive, Worker current) {
            CutOff known = sentence;
            if (known != null) {
                return known;
            }
            if (alive) {
                return new CutOff(ErrorCode.WORKER_DIED, "the worker was told to leave");
            }
            String ending = current.ending();
            String memory =
                    largest > 0 ? "; it had " + MemorySize.words(largest) + " of memory" : "";
            return new CutOff(ErrorCode.WORKER_DIED, "the worker is gone: " + ending + memory);
        }

        private Optional<TrialResult> result(Job job) {
            try {
                return ResultFile.read(job.directory());
            } catch (SeqmemException unreadable) {
                return Optional.empty(); // half a file is no result
            }
        }

        private void giveUp(Job job, CutOff cutOff, int attempts, LaunchListener listener) {
            String times = attempts == 1 ? "" : " (" + attempts + " times)";
            if (job.work() == Job.Work.MEASURE) {
                announce(
                        () ->
                                listener.noted(
                                        job,
                                        "trial "
                                                + job.id()
                                                + " could not be measured: "
                                                + cutOff.reason()
                                                + times));
                return;
            }
            ResultFile.write(
                    job.directory(),
                    TrialResult.failed(
                            job.id(),
                            fingerprint(job),
                            device,
                            cutOff.code(),
                            cutOff.reason() + times,
                            TrialLog.tail(job.directory().resolve(TrialDirectory.LOG))));
        }

        /** A worker that died before it heard that it should stop. */
        private void leaveAsStopped(Job job) {
            if (job.work() == Job.Work.TRAIN && result(job).isEmpty()) {
                ResultFile.write(
                        job.directory(), TrialResult.stopped(job.id(), fingerprint(job), device));
            }
        }

        private static String fingerprint(Job job) {
            try {
                return TrialFile.read(job.directory()).fingerprint();
            } catch (SeqmemException e) {
                return ""; // somebody took the file away: nobody's result then
            }
        }

        private static Progress progress(Message.Progress message) {
            return new Progress(
                    message.step(), message.steps(), orNaN(message.loss()), orNaN(message.nmse()));
        }

        private static double orNaN(@Nullable Double number) {
            return number == null ? Double.NaN : number;
        }

        private Worker worker() {
            Worker current = worker;
            if (current == null) {
                current = starter.start(number, this::note);
                activity = 0;
                worker = current;
            }
            return current;
        }

        void tell(Message message) {
            Worker current = worker;
            if (current != null) {
                current.send(message);
            }
        }

        /** Ends the worker if it is stuck or too large. */
        void look(LaunchListener listener) {
            Worker current = worker;
            if (current == null || !busy) {
                return;
            }
            OptionalLong memory = current.memory();
            largest = Math.max(largest, memory.orElse(0));
            memory.ifPresent(
                    bytes -> announce(() -> listener.memory(number, bytes, limits.memory())));
            if (largest > limits.memory()) {
                end(
                        current,
                        ErrorCode.OUT_OF_MEMORY,
                        "the worker took "
                                + MemorySize.words(largest)
                                + " of memory, more than its max-memory, "
                                + MemorySize.words(limits.memory()));
            }
            long idle = nanoTime.getAsLong() - lastSign;
            Duration patience = limits.stallTimeout();
            if (!patience.isZero() && idle > patience.toNanos()) {
                end(
                        current,
                        ErrorCode.STALLED,
                        "the worker gave no sign of life for "
                                + patience.toSeconds()
                                + " s (stall-timeout)");
            }
        }

        private void end(Worker current, ErrorCode code, String reason) {
            sentence = new CutOff(code, reason);
            current.kill();
        }

        /** Gives the memory of a large job back to the system. */
        private void makeRoom() {
            Worker current = worker;
            if (current != null && current.memory().orElse(0) > limits.memory() * LARGE) {
                discard();
            }
        }

        void discard() {
            Worker current = worker;
            if (current != null) {
                worker = null;
                current.close();
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
                throw new SeqmemException(
                        ErrorCode.DIRECTORY_UNWRITABLE, file + " cannot be written: " + e, e);
            }
        }

        private void announce(Runnable announcement) {
            synchronized (announcing) {
                announcement.run();
            }
        }
    }
}
