package __package__;

import java.util.Arrays;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;

/** A quantile of the absolute error over sequences, steps and outputs of the test split. */
public final class __Name__Plugin implements MetricPlugin<__Name__Config> {

    @Override
    public String name() {
        return "__name__";
    }

    @Override
    public Class<__Name__Config> configType() {
        return __Name__Config.class;
    }

    @Override
    public String summary() {
        return "a quantile of the absolute error on the test split";
    }

    @Override
    public Metric create(__Name__Config config) {
        return trained -> Measurement.of(name(), of(trained.test(), config.quantile()));
    }

    private static double of(Evaluation test, double quantile) {
        double[] errors = new double[test.targets().length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.abs(test.predictions()[i] - test.targets()[i]);
        }
        Arrays.sort(errors);
        return errors[(int) Math.round(quantile * (errors.length - 1))];
    }
}
