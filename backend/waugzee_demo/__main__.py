from waugzee_demo.cli import main

main()
