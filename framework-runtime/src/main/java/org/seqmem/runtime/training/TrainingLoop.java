// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.Plugin;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.WorkTimes.Part;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.training.Loss;
import org.seqmem.api.training.LossPlugin;
import org.seqmem.api.training.Optimizer;
import org.seqmem.api.training.OptimizerPlugin;
import org.seqmem.api.training.Schedule;

/**
 * Trains one model on one task, in place: the parameters at the end are those of the last update,
 * also after an early stop. Nothing is rolled back to a better validation, so model, optimiser and
 * learning curve belong together.
 *
 * <p>Every update has arrays of its own, which are freed at its end; the loss is read back, which
 * waits for the device, only every {@value #READ_EVERY} updates and at validations. One loop at a
 * time in a process: the engine has one gradient collector.
 */
public final class TrainingLoop {

    /** Often enough to see divergence early, seldom enough to cost nothing. */
    private static final int READ_EVERY = 25;

    /** Validation keeps no graph: it can afford this many sequences at a time. */
    private static final int SMALLEST_CHUNK = 32;

    private final TrainingConfig config;
    private final TrainableModel model;
    private final NDManager manager;
    private final Engine engine;
    private final Plugin<?> lossPlugin;
    private final Plugin<?> optimizerPlugin;
    private final Loss loss;
    private final Optimizer optimizer;
    private final Gradients gradients;
    private final Batches batches;
    private final Validator validator;
    private final StopRule stopRule;
    private final double targetPower;
    private final RandomStreams.Family dropout;
    private final TrainingState state = new TrainingState();

    /**
     * Draws the data and makes loss and optimiser.
     *
     * @param manager on the model's device; data and optimiser state live as long
     * @param streams of the trial
     * @throws SeqmemException {@link ErrorCode#INVALID_CONFIG} if all validation targets are zero;
     *     errors of plugins as {@link PluginCall} says
     */
    public TrainingLoop(
            TrainingConfig config,
            TrainableModel model,
            TaskData data,
            NDManager manager,
            RandomStreams streams) {
        this.config = config;
        this.model = model;
        this.manager = manager;
        this.engine = manager.getEngine();
        GradientRecording.offOnThisThread(engine);
        this.lossPlugin = config.loss().plugin();
        this.optimizerPlugin = config.optimizer().plugin();
        this.loss = PluginCall.to(lossPlugin, () -> LossPlugin.open(config.loss(), data.shape()));
        this.gradients = new Gradients(engine, manager, model.trainable());
        this.optimizer =
                PluginCall.to(
                        optimizerPlugin,
                        () -> OptimizerPlugin.open(config.optimizer(), model.trainable()));
        this.batches = data.batches(manager, config.batchSize(), model.dataType());
        Split validation = data.validation();
        this.targetPower = positivePower(validation);
        int chunk = Math.max(config.batchSize(), SMALLEST_CHUNK);
        this.validator =
                new Validator(model, lossPlugin, loss, validation, targetPower, manager, chunk);
        this.stopRule = new StopRule(config.stop());
        this.dropout = streams.family("dropout");
    }

    /**
     * Goes back to a state of the same training, from which it then continues on the same bits.
     *
     * @throws IllegalArgumentException if it is that of another model or optimiser
     */
    public void restore(TrainingSnapshot snapshot) {
        TrainingSnapshot.overwrite(snapshot().arrays(), snapshot.arrays());
        state.restore(snapshot);
    }

    /** The state between two updates; its arrays are those of the training, not copies. */
    public TrainingSnapshot snapshot() {
        return new TrainingSnapshot(
                state.step(),
                state.validations(),
                state.loss(),
                TrainingSnapshot.arrays(model.arrays(), optimizer.state()));
    }

    /**
     * Trains to the end.
     *
     * @param listener told of every point of the learning curve, and what takes how long
     * @param checkpoints where the state is kept from time to time, and when the training is
     *     stopped
     * @param stop asked between updates; when true the training ends
     * @throws SeqmemException as {@link PluginCall} says; {@link ErrorCode#PLUGIN_CONTRACT} if the
     *     model answers in the wrong shape
     */
    public TrainingEnd run(
            TrainingListener listener, Checkpoints checkpoints, BooleanSupplier stop) {
        while (state.step() < config.steps()) {
            boolean stopping = stop.getAsBoolean();
            if (stopping || checkpoints.due()) {
                long begin = System.nanoTime();
                checkpoints.write(snapshot());
                listener.spent(Part.CHECKPOINT, System.nanoTime() - begin);
            }
            if (stopping) {
                return end(TrainingEnd.Reason.STOPPED, Optional.empty());
            }
            double rate = rate();
            boolean read = isReadAfter(state.step() + 1);
            double value = update(rate, read, listener);
            if (!read) {
                continue;
            }
            state.read(value);
            Optional<StopRule.Verdict> verdict =
                    stopRule.afterLoss(state.step(), value, targetPower);
            OptionalDouble nmse = OptionalDouble.empty();
            if (verdict.isEmpty() && isValidatedAfter(state.step())) {
                long begin = System.nanoTime();
                Validation validation = validate();
                listener.spent(Part.VALIDATION, System.nanoTime() - begin);
                nmse = OptionalDouble.of(validation.nmse());
                verdict = stopRule.afterValidation(state.validations());
            }
            listener.reached(new TrainingListener.Point(state.step(), value, nmse, rate));
            if (verdict.isPresent()) {
                return end(verdict.get().reason(), Optional.of(verdict.get().message()));
            }
        }
        return end(TrainingEnd.Reason.ALL_STEPS, Optional.empty());
    }

    /**
     * One update of the parameters.
     *
     * @param read whether to wait for the loss
     * @return the loss; NaN if it was not read
     */
    private double update(double rate, boolean read, TrainingListener listener) {
        long begin = System.nanoTime();
        engine.setRandomSeed(dropout.at(state.step()).nextInt());
        double value = Double.NaN;
        try (NDManager scope = manager.newSubManager()) {
            model.lendTo(scope);
            long asked = System.nanoTime();
            Batch batch = batches.at(state.step(), scope);
            listener.spent(Part.DATA_WAIT, System.nanoTime() - asked);
            NDArray batchLoss = backward(batch, scope);
            if (config.clipNorm() > 0) {
                gradients.clip(config.clipNorm());
            }
            long number = state.step() + 1;
            PluginCall.run(optimizerPlugin, () -> optimizer.update(number, rate));
            gradients.clear();
            if (read) {
                value = DataTypes.scalar(batchLoss);
            }
        }
        state.advance();
        listener.spent(Part.STEP, System.nanoTime() - begin);
        return value;
    }

    private NDArray backward(Batch batch, NDManager scope) {
        try (GradientCollector collector = engine.newGradientCollector()) {
            NDArray prediction = model.forward(batch.input(), true);
            NDArray batchLoss =
                    PluginCall.to(lossPlugin, () -> loss.of(prediction, batch.target()));
            batchLoss.attach(scope);
            if (!model.trainable().isEmpty()) {
                model.backward(batchLoss, collector);
            }
            return batchLoss;
        }
    }

    private double rate() {
        Schedule.Position position =
                new Schedule.Position(state.step(), config.steps(), state.losses());
        return PluginCall.toProduct(
                "schedule",
                config.schedule(),
                () -> config.schedule().rate(optimizer.learningRate(), position));
    }

    private Validation validate() {
        Validation validation = validator.validate(state.step());
        state.add(validation);
        return validation;
    }

    private boolean isReadAfter(long step) {
        return step % READ_EVERY == 0 || isValidatedAfter(step);
    }

    private boolean isValidatedAfter(long step) {
        return step == config.steps()
                || (config.validateEvery() > 0 && step % config.validateEvery() == 0);
    }

    private TrainingEnd end(TrainingEnd.Reason reason, Optional<String> message) {
        int count = state.validations().size();
        Optional<Validation> last =
                count == 0 ? Optional.empty() : Optional.of(state.validations().get(count - 1));
        return new TrainingEnd(reason, message, state.step(), state.loss(), last);
    }

    private static double positivePower(Split validation) {
        double power = validation.targetPower();
        if (!(power > 0) || Double.isInfinite(power)) {
            throw new SeqmemException(
                    ErrorCode.INVALID_CONFIG,
                    "the mean power of the validation targets is "
                            + power
                            + ": no error can be normalised by it, so there is nothing to learn");
        }
        return power;
    }
}
