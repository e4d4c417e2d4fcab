// How far the engines are from the same trainings in double.
#include "experiments/accuracy_main.h"

int main(int argc, char** argv) { return tenfold::AccuracyMain(argc, argv, {}); }
